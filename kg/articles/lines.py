"""Archives: JSON lines of any length, plain or compressed (gzip, Zstandard), read line by line."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import zstandard

from kg.errors import ArticleError

LINE_ENDINGS = {".jsonl", ".ndjson", ".json"}
_COMPRESSED = {".gz", ".zst"}
BROKEN = (gzip.BadGzipFile, EOFError, zlib.error, zstandard.ZstdError)


class _Zstandard(io.RawIOBase):
    """The bytes of Zstandard frames; EOFError where the last one breaks off, which the library does not tell."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._ready = memoryview(b"")
        self._begun = False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as what is decompressed goes; 0 at the end."""
        while not self._ready:
            if self._frame.eof:
                packed = self._frame.unused_data or self._file.read(1 << 16)
                self._frame, self._begun = zstandard.ZstdDecompressor().decompressobj(), False
            else:
                packed = self._file.read(1 << 16)
            if not packed:
                if self._begun:
                    raise EOFError("it breaks off in the middle")
                return 0
            self._begun = True
            self._ready = memoryview(self._frame.decompress(packed))
            self._begun = not self._frame.eof
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def close(self) -> None:
        """Close the file too."""
        self._file.close()
        super().close()


def ending(path: Path) -> str:
    """The ending that tells what a file holds, compression aside: ".jsonl" of "archive.jsonl.gz"."""
    last = path.suffix.lower()
    return Path(path.stem).suffix.lower() if last in _COMPRESSED else last


def opened(path: Path) -> BinaryIO:
    """A file's bytes, decompressed; OSError where it cannot be read."""
    last = path.suffix.lower()
    if last == ".gz":
        return cast(BinaryIO, gzip.open(path))
    if last == ".zst":
        return cast(BinaryIO, io.BufferedReader(_Zstandard(path.open("rb")), 1 << 16))
    return path.open("rb")


def numbered_lines(stream: BinaryIO, place: str, longest: int) -> Iterator[tuple[str, bytes | ArticleError]]:
    """(place, line) for each line that is not blank; one over `longest` bytes is an error, and the next is read.

    A compressed file that breaks off or is damaged is told with the last line that could be read.
    """
    number = 0
    while True:
        number += 1
        where = f"{place}, line {number}"
        try:
            line = stream.readline(longest + 1)
            whole = line.endswith(b"\n") or len(line) <= longest
            rest = line
            while not whole and rest and not rest.endswith(b"\n"):
                rest = stream.readline(longest + 1)
        except BROKEN as error:
            words = f"the file is damaged behind line {number - 1}: {error or type(error).__name__}"
            yield place, ArticleError(words, place=place)
            return
        except OSError as error:
            yield place, ArticleError(f"the file cannot be read: {error.strerror or error}", place=where)
            return
        if not line:
            return
        if not whole:
            yield where, ArticleError(f"the line has more than {longest:,} bytes (KG_MAX_CHARS)", place=where)
        elif line.strip():
            yield where, line
