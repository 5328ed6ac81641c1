"""Side by side in one run: this service with and without its kept answers, the Oxigraph server, rdflib-endpoint.

    python tests/benchmarks/sparql/compare.py [--peers FOLDER] [--secs 4] [--rounds 2] [--triples 200000] [--write FILE]

FOLDER is a virtual environment in which the peers are; without it one is made, outside the repository, and goes again.
Needs `wrk`. Prints the table of docs/service.md (and writes it there with --write): requests a second, by shape and
number of connections, the best of the rounds. All servers run at once and are asked in turn, so that what else the
machine does hits all alike.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from pathlib import Path

import pyoxigraph as ox

HERE = Path(__file__).resolve().parent
Best = dict[tuple[str, str, int], dict[str, float]]
SHAPES = ("point", "join", "aggregate", "construct")
PEERS = ("oxigraph==0.5.13", "rdflib-endpoint==0.6.3", "uvicorn==0.54.0")
MARKS = ("<!-- bench-sparql -->\n", "<!-- end -->\n")
RDFLIB_ENDPOINT = """
import sys, uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
graph = Dataset(default_union=True)
graph.parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql", enable_update=False), host="127.0.0.1", port=int(sys.argv[2]),
            log_level="warning")
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def wait_for(url: str, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"{url}?query=ASK%7B%7D", timeout=5) as answer:
                answer.read()
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)


class Peers:
    """The servers, each with its data."""

    def __init__(self, folder: Path, peers: Path, triples: int) -> None:
        self.running: list[subprocess.Popen[bytes]] = []
        self.urls: dict[str, str] = {}
        self._folder = folder
        data = folder / "data.nt"
        subprocess.run(
            [sys.executable, HERE / "gen_data.py", data, str(triples)], check=True, stdout=subprocess.DEVNULL
        )
        store = ox.Store(str(folder / "store"))
        store.bulk_load(path=str(data))
        del store
        ours = {
            **os.environ,
            "KG_STORE": str(folder / "store"),
        }  # the engine's own store, marked as one of this service
        subprocess.run([sys.executable, "-m", "kg.cli", "store", "migrate"], env=ours, check=True, capture_output=True)
        for label, cache in (("this service", "64"), ("this service, nothing kept", "0")):
            self._start(label, "/sparql", [sys.executable, "-m", "kg.cli", "serve"], KG_CACHE=cache)
        oxigraph, disk = str(peers / "bin" / "oxigraph"), str(folder / "oxigraph")
        subprocess.run([oxigraph, "load", "--location", disk, "--file", str(data)], check=True, capture_output=True)
        subprocess.run([oxigraph, "optimize", "--location", disk], check=True, capture_output=True)
        self._start("Oxigraph server", "/query", [oxigraph, "serve-read-only", "--location", disk, "--bind"])
        python = str(peers / "bin" / "python")
        self._start("rdflib-endpoint", "/sparql", [python, "-c", RDFLIB_ENDPOINT, str(data)])

    def _start(self, label: str, path: str, command: list[str], **settings: str) -> None:
        port = free_port()
        if label == "Oxigraph server":
            command = [*command, f"127.0.0.1:{port}"]
        elif label == "rdflib-endpoint":
            command = [*command, str(port)]
        environment = {**os.environ, "KG_STORE": str(self._folder / "store"), "KG_PORT": str(port), **settings}
        log = (self._folder / f"{label}.log").open("wb")
        with log:
            self.running.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
        self.urls[label] = f"http://127.0.0.1:{port}{path}"

    def stop(self) -> None:
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            process.wait(30)


def measure(url: str, shape: str, secs: float) -> dict[int, dict[str, float]]:
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        command = [sys.executable, str(HERE / "http_bench.py"), url, "--shapes", shape]
        subprocess.run([*command, "--secs", str(secs), "--json", out.name], check=True, stdout=subprocess.DEVNULL)
        rows = json.loads(Path(out.name).read_text())
    for row in rows:
        assert not row["bad"], f"{url} answered {row['bad']} requests of {shape} with an error"
    return {row["conns"]: row for row in rows}


def installed(folder: Path) -> Path:
    """A virtual environment with the peers, from whatever index this machine uses."""
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", *PEERS], check=True)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--secs", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--triples", type=int, default=200_000)
    parser.add_argument("--write", type=Path)
    chosen = parser.parse_args()
    if shutil.which("wrk") is None:
        parser.error("this needs wrk (for Debian: apt-get install wrk)")
    with tempfile.TemporaryDirectory() as folder:
        peers = chosen.peers or installed(Path(folder) / "peers")
        best = measured(Peers(Path(folder), peers, chosen.triples), chosen.secs, chosen.rounds)
    table = told(best)
    print(table, end="")
    if chosen.write is not None:
        before, rest = chosen.write.read_text("utf-8").split(MARKS[0])
        behind = rest.split(MARKS[1])[1]
        chosen.write.write_text(f"{before}{MARKS[0]}{table}{MARKS[1]}{behind}", "utf-8")


def measured(peers: Peers, secs: float, rounds: int) -> Best:
    """The best of the rounds, by server, shape and number of connections."""
    best: Best = {}
    try:
        for url in peers.urls.values():
            wait_for(url)
        for _ in range(rounds):
            for shape in SHAPES:
                for label, url in peers.urls.items():
                    for conns, row in measure(url, shape, secs).items():
                        key = (label, shape, conns)
                        if key not in best or row["rps"] > best[key]["rps"]:
                            best[key] = row
    finally:
        peers.stop()
    return best


def told(best: Best) -> str:
    """A table: requests a second, and in brackets milliseconds (half of the answers, 95 of a hundred)."""
    columns = [(shape, conns) for shape in SHAPES for conns in (1, 8)]
    lines = [
        "| | " + " | ".join(f"{shape}, {conns}" for shape, conns in columns) + " |",
        "|---" * (len(columns) + 1) + "|",
    ]
    for label in dict.fromkeys(label for label, _, _ in best):
        cells = []
        for shape, conns in columns:
            row = best[label, shape, conns]
            rate = f"{row['rps']:,.0f}" if row["rps"] >= 20 else f"{row['rps']:.1f}"
            cells.append(f"{rate} ({row['p50'] / 1000:.2g}/{row['p95'] / 1000:.2g})")
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
