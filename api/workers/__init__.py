"""Worker processes that hold a read-only snapshot of the store and can be killed."""

from api.workers.pool import Pool
from api.workers.streams import Stream

__all__ = ["Pool", "Stream"]
