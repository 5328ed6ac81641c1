"""Links a store in a process that does nothing else, so that its memory is that of `kg link`; of `linking.py`."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

from kg.linkage import Index, Linker
from kg.store import Store
from kg.vocabulary import DEFAULT_BASE


def main(folder: Path, step: int, new: int) -> None:
    """Link, link again, and print."""
    index, looked = Index(folder), [0.0]
    begun = time.process_time()
    store = Store(folder)
    found = Linker(
        store, index, DEFAULT_BASE, lambda done, of: looked.__setitem__(0, time.process_time() - begun)
    ).run()
    seconds = time.process_time() - begun
    peak = _peak()
    begun = time.process_time()
    again = Linker(store, index, DEFAULT_BASE).run()
    index.close()
    size = index.path.stat().st_size / step / 1024
    assert (again.added, again.removed) == (0, 0)
    print(
        f"| {step:,} | {new:,} | {looked[0]:,.1f} s | {found.actors:,}, {found.events:,}, {found.texts:,} in"
        f" {found.clusters:,} clusters | {seconds - looked[0]:,.1f} s | {time.process_time() - begun:,.1f} s |"
        f" {peak:,} MiB, {size:,.0f} KiB of index an article",
        flush=True,
    )


def _peak() -> int:
    """MiB that this process had at most; `getrusage` would tell those of the process that started it as well."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found[1]) // 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
