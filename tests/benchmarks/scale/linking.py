"""Figures of linking: `python -m tests.benchmarks.scale.linking`. Time, memory and links at each number of articles.

Graphs are made in this process, and linked in one of its own for each number of articles.

Every tenth article is a copy of one before it under another outlet's name, and every tenth another report of the same
happenings in other words, so that there is something to find. The persons are those of `readings.varied`: many names
for each office, which is the hard case.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from kg.articles import read_path
from kg.model import Document, Resolution
from kg.pipeline import Pipeline
from tests.benchmarks.scale.readings import varied
from tests.benchmarks.scale.run import ROOT, load

_COPY, _REPORT, _OF = 3, 7, 10
_LETTERS = "etaoinshrdlucmfw"


def reported(resolutions: list[Resolution], count: int) -> Iterator[Resolution]:
    """So many resolutions, of which every tenth is a copy of another, and every tenth another report of its events."""
    before: Resolution | None = None
    for number, found in enumerate(varied(resolutions, count)):
        place = number % _OF
        if before is not None and place in {_COPY, _REPORT}:
            document = replace(before.reading.document, id=f"again-{number}", publisher=f"Outlet {number % 50}")
            again = replace(before, reading=replace(before.reading, document=document))
            yield again if place == _COPY else _in_other_words(again, number)
        else:
            before = _in_other_words(found, number)
            yield before


def _in_other_words(found: Resolution, number: int) -> Resolution:
    """The same with words of its own, each as long as the one in its place, so that offsets stay what they are."""
    pick = random.Random(number)
    document = found.reading.document
    text = "".join(pick.choice(_LETTERS) if c.isalpha() else c for c in document.text)
    return replace(found, reading=replace(found.reading, document=replace(document, text=text)))


def main() -> None:
    """Build, link, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "out" / "linking", help="where the store goes; emptied")
    parser.add_argument("--steps", default="100,1000,10000", help="numbers of articles")
    chosen = parser.parse_args()
    shutil.rmtree(chosen.folder, ignore_errors=True)
    documents = [d for path in sorted((ROOT / "articles").glob("*.md")) for d in read_path(path)]
    seeds = list(Pipeline().resolutions(d for d in documents if isinstance(d, Document)))
    steps = [int(step) for step in chosen.steps.split(",")]
    archive = reported(seeds, steps[-1])
    folder, done = chosen.folder / "store", 0
    print(
        "| articles | looked at | from the store into the index | links | computed and written in | of which computed |"
    )
    for step in steps:
        load(folder, islice(archive, step - done))
        sizes = [str(folder), str(step), str(step - done)]
        subprocess.run([sys.executable, "-m", "tests.benchmarks.scale.linked", *sizes], cwd=ROOT, check=True)
        done = step


if __name__ == "__main__":
    main()
