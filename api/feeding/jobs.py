"""The jobs: what was handed in and what became of it, in a file beside the store, so that a restart loses none."""

from __future__ import annotations

import json
import sqlite3
import threading
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from kg.errors import StoreError

QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
_KEPT: Final = 10_000  # finished jobs
_ATTEMPTS: Final = 2  # a job that took the process down twice is at fault itself
_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, article TEXT NOT NULL,
  fingerprint TEXT NOT NULL, by TEXT NOT NULL, state TEXT NOT NULL, payload BLOB, attempts INTEGER NOT NULL DEFAULT 0,
  submitted TEXT NOT NULL, started TEXT, finished TEXT, result TEXT, error TEXT
);
CREATE INDEX IF NOT EXISTS jobs_state ON jobs (state, number);
CREATE INDEX IF NOT EXISTS jobs_article ON jobs (article, number);
"""


@dataclass(frozen=True, slots=True)
class Job:
    """One job. `payload` is what the writer needs; it is forgotten when the job ends."""

    id: str
    kind: str  # "put" or "remove"
    article: str  # IRI
    fingerprint: str
    by: str
    state: str
    payload: bytes | None
    attempts: int
    submitted: str
    started: str | None
    finished: str | None
    result: dict[str, Any] | None
    error: str | None

    @property
    def open(self) -> bool:
        """Whether it is still to end."""
        return self.state in {QUEUED, RUNNING}

    def shown(self, asked: datetime | None) -> bool:
        """Whether what it changed is seen by queries; `asked` is as of when they see the store (None: not at all)."""
        return self.state == DONE and asked is not None and (self.finished or "") < _written(asked)

    def told(self, asked: datetime | None) -> dict[str, Any]:
        """The job as a client sees it; times are UTC. `asked` as in `shown`."""
        body: dict[str, Any] = {"id": self.id, "kind": self.kind, "article": self.article, "state": self.state}
        for name in ("submitted", "started", "finished", "result", "error"):
            value = getattr(self, name)
            if value is not None:
                body[name] = value
        if self.state == DONE:
            body["shown"] = self.shown(asked)
        return {**body, "links": {"self": f"/jobs/{self.id}"}}


class Jobs:
    """The table of jobs. Every method is safe to call from any thread."""

    def __init__(self, path: Path, most: int) -> None:
        """Open or make the file; what was running when the last server ended is queued again."""
        self._lock = threading.Lock()
        self._most = most
        try:
            self._link = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._link.row_factory = sqlite3.Row
            self._link.execute("PRAGMA journal_mode=WAL")
            self._link.executescript(_SCHEMA)
            self._link.execute("UPDATE jobs SET state = ? WHERE state = ?", (QUEUED, RUNNING))
        except sqlite3.Error as error:
            raise StoreError(f"the file of jobs {path} cannot be opened: {error}") from error

    def add(self, kind: str, article: str, fingerprint: str, by: str, payload: bytes) -> Job | None:
        """A new job, or the last of that article if it waits with the same thing; None where the queue is full."""
        with self._lock:
            last = self._one("article = ? ORDER BY number DESC LIMIT 1", article)
            if last is not None and last.state == QUEUED and (last.kind, last.fingerprint) == (kind, fingerprint):
                return last
            waiting = self._link.execute("SELECT COUNT(*) FROM jobs WHERE state IN (?, ?)", (QUEUED, RUNNING))
            if waiting.fetchone()[0] >= self._most:
                return None
            name = uuid.uuid4().hex
            self._link.execute(
                "INSERT INTO jobs (id, kind, article, fingerprint, by, state, payload, submitted)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (name, kind, article, fingerprint, by, QUEUED, payload, _now()),
            )
            self._link.execute(
                "DELETE FROM jobs WHERE state IN (?, ?) AND number <= (SELECT MAX(number) FROM jobs) - ?",
                (DONE, FAILED, _KEPT),
            )
            return self._one("id = ?", name)

    def get(self, name: str) -> Job | None:
        """The job with that id."""
        with self._lock:
            return self._one("id = ?", name)

    def last_of(self, article: str) -> Job | None:
        """The last job on an article."""
        with self._lock:
            return self._one("article = ? ORDER BY number DESC LIMIT 1", article)

    def recent(self, limit: int) -> list[Job]:
        """The last jobs, the newest first."""
        with self._lock:
            found = self._link.execute("SELECT * FROM jobs ORDER BY number DESC LIMIT ?", (limit,)).fetchall()
            return [_job(row) for row in found]

    def begin(self) -> Job | None:
        """Take the job that waits longest; None where none does."""
        with self._lock:
            job = self._one("state = ? ORDER BY number LIMIT 1", QUEUED)
            if job is None:
                return None
            self._link.execute(
                "UPDATE jobs SET state = ?, started = ?, attempts = attempts + 1 WHERE id = ?",
                (RUNNING, _now(), job.id),
            )
            return self._one("id = ?", job.id)

    def end(self, name: str, *, result: dict[str, Any] | None = None, error: str | None = None) -> None:
        """Close a job with its result or with an error."""
        with self._lock:
            self._link.execute(
                "UPDATE jobs SET state = ?, finished = ?, result = ?, error = ?, payload = NULL WHERE id = ?",
                (FAILED if error else DONE, _now(), json.dumps(result) if result else None, error, name),
            )

    def put_back(self, job: Job, error: str, *, counts: bool) -> None:
        """Queue a job again that was broken off; one that breaks the process (`counts`) only so often."""
        if counts and job.attempts >= _ATTEMPTS:
            self.end(job.id, error=error)
            return
        with self._lock:
            less = 0 if counts else 1
            self._link.execute(
                "UPDATE jobs SET state = ?, attempts = attempts - ? WHERE id = ?", (QUEUED, less, job.id)
            )

    def waiting(self) -> int:
        """How many are still to end."""
        with self._lock:
            found = self._link.execute("SELECT COUNT(*) FROM jobs WHERE state IN (?, ?)", (QUEUED, RUNNING))
            return int(found.fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._link.close()

    def _one(self, where: str, *values: Any) -> Job | None:
        row = self._link.execute(f"SELECT * FROM jobs WHERE {where}", values).fetchone()
        return _job(row) if row is not None else None


def _job(row: sqlite3.Row) -> Job:
    told = {name: row[name] for name in Job.__slots__}
    told["result"] = json.loads(told["result"]) if told["result"] else None
    return Job(**told)


def _now() -> str:
    return _written(datetime.now(UTC))


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
