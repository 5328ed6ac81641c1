#!/usr/bin/env python3
"""Score records of plain sentences: which of the events that stand in them were found, and what else was.

    python score_plain.py SENTENCES.jsonl RECORDS.jsonl [--details]

SENTENCES.jsonl: {"id", "text", "events": [{"trigger", "n", "type", "status", "agent", "recipient", "optional"}]} a line;
"n" says which of several equal words the trigger is (1 = the first), "optional" that finding the event is fine and
missing it too. RECORDS.jsonl: a record a line (FORMAT.md) with "document": {"id": ...}. An event is found where a
mention stands on its trigger and the types are related; a type that is only near counts in part, as in `score.py`.
Prints precision, recall and F1 of the events.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from score import Tally, overlaps, short, type_credit  # noqa: E402


def place(text: str, trigger: str, n: int) -> tuple[int, int]:
    """Where the n-th of several equal words stands; ValueError where the text has fewer."""
    start = -1
    for _ in range(n):
        start = text.find(trigger, start + 1)
        if start < 0:
            raise ValueError(f"{trigger!r} does not stand {n} times in {text!r}")
    return start, start + len(trigger)


def score(rows: list[dict[str, Any]], records: dict[str, dict[str, Any]]) -> Tally:
    """The events of all sentences, counted together; `records` are by the id of their document."""
    tally = Tally()
    for row in rows:
        found = records[row["id"]]["events"]
        spans = [short([(m["start"], m["end"]) for m in event["mentions"]]) for event in found]
        left = set(range(len(found)))
        for gold in sorted(row["events"], key=lambda event: bool(event.get("optional"))):
            where = place(row["text"], gold["trigger"], gold.get("n", 1))  # ValueError where the sentence lacks it
            fits = [(type_credit(gold["type"], found[k]["type"]), k) for k in left]
            fits = [(c, k) for c, k in fits if c and any(overlaps(where, span) for span in spans[k])]
            credit, hit = max(fits, default=(0.0, -1))
            left.discard(hit)
            if gold.get("optional"):
                continue
            tally.gold += 1
            tally.found += hit >= 0
            tally.hit += credit
            if credit < 1:
                tally.misses.append(f"{row['id']}: {gold['trigger']} is {gold['type']}")
        tally.found += len(left)
        tally.misses += [f"{row['id']}: spurious {found[k]['type']}" for k in sorted(left)]
    return tally


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines; SystemExit names the line that is none."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise SystemExit(f"{path}:{number}: no JSON ({error.msg}): {line[:60]!r}") from error
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("records", type=Path)
    parser.add_argument("--details", action="store_true", help="list what is missing, wrong or spurious")
    args = parser.parse_args()
    rows = lines_of(args.sentences)
    records = {record["document"]["id"]: record for record in lines_of(args.records)}
    missing = [row["id"] for row in rows if row["id"] not in records]
    if missing:
        raise SystemExit(f"{args.records}: no record of {len(missing)} sentences, the first is {missing[0]}")
    try:
        tally = score(rows, records)
    except ValueError as error:
        raise SystemExit(f"{args.sentences}: {error}") from error
    if args.details:
        print("\n".join(tally.misses))
    print(f"{args.sentences.stem:18} events P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}  ({tally.gold:g})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
