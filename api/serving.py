"""The server: the application behind uvicorn, with logs as JSON lines, and clients that hang cut off."""

from __future__ import annotations

import logging
import math
import os
import resource
import socket
import sys
from datetime import UTC, datetime
from json.encoder import encode_basestring
from typing import Any, Final, TextIO

import structlog
import uvicorn

from api.app import create_app
from api.connections import connections
from kg.errors import StoreError
from kg.settings import Settings

_BACKLOG: Final = 512
_MOST_FILES: Final = 16_384


def serve(settings: Settings, host: str | None = None, port: int | None = None) -> int:
    """Serve until a signal comes. Raises StoreError where the address cannot be listened on."""
    configure_logs(sys.stderr)
    allow_connections()
    report_unknown_variables(settings)
    listening = _listen(host or settings.host, settings.port if port is None else port, settings.stall_timeout)
    log = RequestLog(sys.stderr) if settings.access_log else None
    config = uvicorn.Config(
        create_app(settings, access_log=log),
        http=connections(settings.stall_timeout),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=math.ceil(settings.shutdown_grace),
        backlog=_BACKLOG,
    )
    server = uvicorn.Server(config)
    address = listening.getsockname()
    logging.getLogger("api").info("listening on http://%s:%s", *address[:2])
    with listening:
        server.run(sockets=[listening])
    return 0 if server.started else 1


def allow_connections() -> None:
    """As many open files as the system lets this process have, up to what is of use: each client is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _listen(host: str, port: int, stall: float) -> socket.socket:
    """A listening socket whose connections end when the client takes nothing for `stall` seconds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; inherited by what is accepted
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(stall * 1000))
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise StoreError(f"the server cannot listen on {host}, port {port}: {error.strerror}") from error
    return listening


def report_unknown_variables(settings: Settings) -> None:
    """Tell of variables that look like settings and are none: a misspelt limit would be no limit."""
    known = {f"KG_{name.upper()}" for name in type(settings).model_fields}
    for name in sorted(os.environ):
        if name.startswith("KG_") and name not in known:
            logging.getLogger("api").warning("%s is no setting; it is not read", name)


def configure_logs(output: TextIO) -> None:
    """Write all logs of this process as JSON lines."""
    shared: list[Any] = [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, _stamp()]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, structlog.processors.format_exc_info],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(output)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)


class RequestLog:
    """A line of JSON a request; by a shorter way than other logs take, for there are thousands a second."""

    def __init__(self, output: TextIO) -> None:
        self._output = output

    def info(self, event: str, **facts: str | float | None) -> None:
        """Write the facts with the time."""
        time = datetime.now(UTC).isoformat(timespec="milliseconds")
        told = "".join([f', "{name}": {_json(value)}' for name, value in facts.items()])
        self._output.write(f'{{"timestamp": "{time}", "level": "info", "event": "{event}"{told}}}\n')


def _json(value: str | float | None) -> str:
    """A text, a number or nothing as JSON."""
    if isinstance(value, str):
        return encode_basestring(value)
    return "null" if value is None else repr(value)


def _stamp() -> Any:
    return structlog.processors.TimeStamper(fmt="iso", utc=True)
