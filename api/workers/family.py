"""The processes behind the pool: a parent without data forks keepers, a keeper holds one snapshot and forks workers.

A forked worker has the whole snapshot at once and shares its memory with its siblings; starting one takes
milliseconds. Run as `python -m api.workers FD`; it ends when the other end of the socket FD closes.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import shutil
import signal
import socket
import traceback
from typing import Any

from api.workers.wire import ERROR, RESULT, frame
from api.workers.worker import die_with_parent, limit_memory, serve
from kg.store import Snapshot, Source, take_snapshot

_LONGEST = 65_536  # bytes of a command


def tend(control: socket.socket, held: Snapshot | None) -> None:
    """Fork, slow down and end children as the server asks, one command at a time; end them all when it goes."""
    children: set[int] = set()
    while True:
        ready, _, _ = select.select([control], [], [], 5.0)
        if not ready:
            continue
        payload, descriptors, _, _ = socket.recv_fds(control, _LONGEST, 1)
        if not payload:
            break
        command, argument = pickle.loads(payload)
        if command == "fork":
            link = socket.socket(fileno=descriptors[0])
            pid = _fork(control, link, held, argument)
            link.close()
            children.add(pid)
            answer: Any = pid
        elif command == "slow":
            answer = argument in children and _slow(argument)
        else:
            answer = _end(argument) if argument in children else None
            children.discard(argument)
        try:
            control.sendall(frame(RESULT, pickle.dumps(answer)))
        except BrokenPipeError:
            break
    for pid in children:
        _end(pid)


def _fork(control: socket.socket, link: socket.socket, held: Snapshot | None, argument: Any) -> int:
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        die_with_parent(parent)
        control.close()
        if held is None:
            _keep(link, argument)
        else:
            limit_memory(argument)
            serve(link, held.open())
    except BaseException:  # noqa: BLE001 - a forked child must never return into its parent's code
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _slow(pid: int) -> bool:
    """Give a process less of the processors than quick questions get; False where it has ended already."""
    try:
        os.setpriority(os.PRIO_PROCESS, pid, 10)
    except ProcessLookupError:
        return False
    return True


def _end(pid: int) -> int:
    """Kill a child; how it ended: the exit code, or minus the signal."""
    done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def _keep(control: socket.socket, source: Source) -> None:
    """Load a snapshot, tell the server, and fork workers from it."""
    try:
        held = take_snapshot(source)
    except Exception as error:  # noqa: BLE001 - told to the server, which tries again
        control.sendall(frame(ERROR, pickle.dumps(f"{error}")))
        return
    gc.collect()
    gc.freeze()  # what stands now is shared with all workers: the collector is not to touch it
    control.sendall(frame(RESULT, pickle.dumps((held.quads, held.store is not None))))
    tend(control, held)
    shutil.rmtree(source.scratch, ignore_errors=True)


def main(descriptor: int) -> None:
    """Fork keepers for the server at the other end of the socket."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends us, after its last answers
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    tend(socket.socket(fileno=descriptor), None)
