"""The parent of the pool's processes: `python -m api.workers FD`."""

import sys

from api.workers.family import main

if __name__ == "__main__":
    main(int(sys.argv[1]))
