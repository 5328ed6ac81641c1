from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from api.workers import Pool
from kg.errors import LimitError, QueryError, StoreError
from kg.settings import Settings
from kg.store import Store
from tests.api.worker_functions import (
    broken_stream,
    countdown,
    crash,
    fill_memory,
    malformed,
    open_sockets,
    pid,
    size,
    wait,
)


def quad(number: int) -> ox.Quad:
    return ox.Quad(ox.NamedNode(f"http://x/{number}"), ox.NamedNode("http://x/p"), ox.Literal(number))


def small(count: int = 100) -> Store:
    store = Store()
    store.replace("http://x/", [quad(n) for n in range(count)])
    return store


@asynccontextmanager
async def running(held: Store | None = None, **settings: Any) -> AsyncIterator[Pool]:
    pool = Pool(Settings(**{"workers": 2, **settings}), held)
    await pool.start()
    try:
        yield pool
    finally:
        await pool.stop()


async def until(true: Any, seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to be"
        await asyncio.sleep(0.02)


def alive(process: int) -> bool:
    path = Path(f"/proc/{process}/stat")
    try:
        return path.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children(process: int) -> list[int]:
    found = [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return found + [below for one in found for below in children(one)]


def test_answers_and_errors_come_back_from_another_process() -> None:
    async def scene() -> None:
        async with running(small()) as pool:
            assert await pool.call(size) == 100
            assert await pool.call(pid) != os.getpid()
            with pytest.raises(QueryError, match="malformed"):
                await pool.call(malformed)
            assert await pool.call(size) == 100
            assert pool.load["idle"] == 2

    asyncio.run(scene())


def test_what_takes_too_long_is_killed_and_the_worker_replaced() -> None:
    async def scene() -> None:
        async with running(small(), query_timeout=0.6, quick_seconds=0.2) as pool:
            began = time.monotonic()
            with pytest.raises(LimitError, match=r"stopped after 0\.6 seconds"):
                await pool.call(wait, 60)
            assert time.monotonic() - began < 2
            assert await pool.call(size) == 100
            await until(lambda: pool.load == {"idle": 2, "busy": 0, "slow": 0, "streams": 0, "waiting": 0})

    asyncio.run(scene())


@pytest.mark.parametrize("function", [fill_memory, crash])
def test_a_worker_that_dies_is_told_and_replaced(function: Any) -> None:
    async def scene() -> None:
        async with running(small(), worker_memory=256) as pool:
            with pytest.raises(LimitError, match="memory"):
                await pool.call(function)
            assert await pool.call(size) == 100
            await until(lambda: pool.load["idle"] == 2)

    asyncio.run(scene())


def test_slow_questions_leave_room_for_quick_ones() -> None:
    async def scene() -> None:
        async with running(small(), workers=2, quick_seconds=0.2, slow_queries=3, query_timeout=3) as pool:
            slow = [asyncio.ensure_future(pool.call(wait, 60)) for _ in range(5)]
            await asyncio.sleep(0.05)
            began = time.monotonic()
            assert await pool.call(size) == 100
            assert time.monotonic() - began < 1
            results = await asyncio.gather(*slow, return_exceptions=True)
            assert all(isinstance(one, LimitError) for one in results)
            assert sorted(one.retry_after or 0 for one in results if isinstance(one, LimitError)) == [0, 0, 0, 5, 5]

    asyncio.run(scene())


def test_more_questions_than_may_wait_are_refused_at_once() -> None:
    async def scene() -> None:
        async with running(small(), workers=1, queue=1, quick_seconds=5) as pool:
            first, second = (asyncio.ensure_future(pool.call(wait, 0.3)) for _ in range(2))
            await asyncio.sleep(0.05)
            with pytest.raises(LimitError) as refused:
                await pool.call(size)
            assert refused.value.retry_after == 1
            assert list(await asyncio.gather(first, second)) == [0.3, 0.3]

    asyncio.run(scene())


def test_a_slow_question_ends_with_its_client() -> None:
    async def client() -> None:
        await asyncio.sleep(0.1)

    async def scene() -> None:
        async with running(small(), quick_seconds=0.1) as pool:
            with pytest.raises(LimitError, match="gone"):
                await pool.call(wait, 60, gone=client)
            await until(lambda: pool.load["idle"] == 2)

    asyncio.run(scene())


def test_streams_wait_for_their_reader_and_end_with_it() -> None:
    async def scene() -> None:
        async with running(small(), streams=1, stall_timeout=0.5) as pool:
            whole = [chunk async for chunk in await pool.stream(countdown, 50)]
            assert sum(map(len, whole)) == 5_000_000
            await until(lambda: pool.load["streams"] == 0)

            slow = await pool.stream(countdown, 10_000)
            with pytest.raises(LimitError, match="no more are taken"):
                await pool.stream(countdown, 1)
            await anext(slow)
            await asyncio.sleep(0.8)
            with pytest.raises(LimitError, match="nobody read it"):
                async for _ in slow:
                    pass
            await until(lambda: pool.load["streams"] == 0)

            closed = await pool.stream(countdown, 10_000)
            await closed.aclose()
            await until(lambda: pool.load["streams"] == 0)

    asyncio.run(scene())


def test_an_error_before_the_first_chunk_is_raised_before_the_stream_begins() -> None:
    async def scene() -> None:
        async with running(small()) as pool:
            with pytest.raises(QueryError, match="no more"):
                await pool.stream(broken_stream, 0)
            begun = await pool.stream(broken_stream, 1)
            assert await anext(begun) == b"x"
            with pytest.raises(QueryError, match="no more"):
                await anext(begun)

    asyncio.run(scene())


@pytest.mark.parametrize("memory_quads", [1000, 0], ids=["in memory", "on disk"])
def test_new_data_is_asked_soon_and_old_answers_end_in_peace(tmp_path: Path, memory_quads: int) -> None:
    async def scene() -> None:
        folder = tmp_path / "store"
        async with running(store=folder, memory_quads=memory_quads, refresh=0.2, quick_seconds=0.2) as pool:
            with pytest.raises(StoreError, match="there is no store"):
                await pool.call(size)
            writer = Store(folder)
            writer.replace("http://x/", [quad(1)])
            await until(lambda: pool.generation is not None and pool.generation.quads == 1)
            assert await pool.call(size) == 1
            before = pool.snapshot
            running_still = asyncio.ensure_future(pool.call(wait, 1.0))
            await asyncio.sleep(0.05)
            writer.replace("http://x/y", [quad(2), quad(3)])
            await until(lambda: pool.snapshot != before)
            assert await pool.call(size) == 3
            assert await running_still == 1.0
            await until(lambda: pool.load == {"idle": 2, "busy": 0, "slow": 0, "streams": 0, "waiting": 0})
        assert [one.name for one in tmp_path.iterdir()] == ["store"]

    asyncio.run(scene())


def test_no_process_is_left_behind() -> None:
    async def scene() -> list[int]:
        async with running(small(), quick_seconds=0.1) as pool:
            busy = asyncio.ensure_future(pool.call(wait, 60))
            stream = await pool.stream(countdown, 10_000)
            await asyncio.sleep(0.3)
            parent = pool.parent
            assert parent is not None
            found = [parent, *children(parent)]
            assert len(found) >= 5
        with pytest.raises(LimitError, match="stopping"):
            await busy
        await stream.aclose()
        return found

    found = asyncio.run(scene())
    assert [one for one in found if alive(one)] == []


def test_a_keeper_that_dies_is_raised_again() -> None:
    async def scene() -> None:
        async with running(small(), refresh=0.2) as pool:
            assert pool.generation is not None
            old = pool.generation
            os.kill(old.keeper, 9)
            with pytest.raises(LimitError):
                await pool.call(wait, 5)
            await until(lambda: pool.generation not in (None, old))
            assert await pool.call(size) == 100

    asyncio.run(scene())


def test_sockets_of_the_server_are_not_open_in_workers() -> None:
    async def scene() -> None:
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            async with running(small()) as pool:
                assert await pool.call(open_sockets) == 1  # its own link

    asyncio.run(scene())
