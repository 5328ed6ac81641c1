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
            where = place(row["text"], gold["trigger"], gold.get("n", 1))
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("records", type=Path)
    parser.add_argument("--details", action="store_true", help="list what is missing, wrong or spurious")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.sentences.read_text(encoding="utf-8").splitlines()]
    records = [json.loads(line) for line in args.records.read_text(encoding="utf-8").splitlines() if line.strip()]
    tally = score(rows, {record["document"]["id"]: record for record in records})
    if args.details:
        print("\n".join(tally.misses))
    print(f"{args.sentences.stem:18} events P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}  ({tally.gold:g})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
