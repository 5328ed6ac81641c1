"""Frames between the server and its processes: a letter, a length, and that many bytes."""

from __future__ import annotations

import socket
import struct
from typing import Final

HEAD: Final = struct.Struct("<cQ")
RESULT: Final = b"R"  # a pickled value
ERROR: Final = b"E"  # a pickled exception
CHUNK: Final = b"C"  # bytes of a stream
END: Final = b"Z"  # the end of a stream
CALL: Final = b"Q"  # a pickled function with its arguments, to be answered by one frame
STREAM: Final = b"S"  # the same, to be answered by chunks


def frame(kind: bytes, payload: bytes) -> bytes:
    """The bytes of a frame."""
    return HEAD.pack(kind, len(payload)) + payload


def read_frame(link: socket.socket) -> tuple[bytes, bytes] | None:
    """Kind and payload of the next frame of a blocking socket; None at its end."""
    head = _exactly(link, HEAD.size)
    if head is None:
        return None
    kind, length = HEAD.unpack(head)
    payload = _exactly(link, length)
    return None if payload is None else (kind, payload)


def _exactly(link: socket.socket, length: int) -> bytes | None:
    first = link.recv(min(length, 1 << 20)) if length else b""
    if len(first) == length:
        return first
    held = bytearray(first)
    while len(held) < length:
        piece = link.recv(min(length - len(held), 1 << 20))
        if not piece:
            return None
        held += piece
    return bytes(held)
