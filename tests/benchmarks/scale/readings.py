"""Many readings out of a few: the annotated articles, with other persons, other days and other ids.

Each comes from a seed, so that the same number gives the same archive. The words of the sentences stay: what grows
is the graph, by the real statement builder, with the names and days that questions ask for.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.iris import slug
from kg.model import ActorType, Entity, Resolution, TimeExpression

_GIVEN = "Ada Boris Chen Dina Emil Farah Goran Hana Ivan Jana Karim Lena Marek Nadia Omar Petra Rosa Samir Tara Viktor"
_FAMILY = (
    "Abara Bolt Costa Dahl Ekwe Frost Gruen Haddad Ito Juhasz Kovac Lund Moreau Nagy Okafor Petrov Quist Sato Tamm"
)
_PARTS = "an bar cor del en far gar hol in jor kan lo mar nor"
_DAYS = 3650
_FAMOUS = 0.2  # of the persons stay who they are, so that some stand in many articles


def varied(resolutions: Sequence[Resolution], count: int) -> Iterator[Resolution]:
    """So many resolutions, in an order that the numbers alone decide."""
    for number in range(count):
        yield _other(resolutions[number % len(resolutions)], number)


def _other(found: Resolution, number: int) -> Resolution:
    pick = random.Random(number)
    shift = timedelta(days=pick.randrange(_DAYS))
    reading = found.reading
    document = replace(
        reading.document,
        id=f"{reading.document.id}-{number}",
        published=_later(reading.document.published, shift),
    )
    times = tuple(_moved(one, shift) for one in reading.times)
    entities = tuple(_renamed(one, pick) for one in found.entities)
    return replace(found, reading=replace(reading, document=document, times=times), entities=entities)


def _renamed(entity: Entity, pick: random.Random) -> Entity:
    if entity.type is not ActorType.PERSON or entity.local or pick.random() < _FAMOUS:
        return entity
    family = pick.choice(_FAMILY.split()) + pick.choice(_PARTS.split()) + pick.choice(_PARTS.split())
    name = f"{pick.choice(_GIVEN.split())} {family}"
    return replace(entity, key=f"person/{slug(name)}", name=name, aliases=(family,))


def _moved(time: TimeExpression, shift: timedelta) -> TimeExpression:
    start, end = _later(time.start, shift), _later(time.end, shift)
    whole = time.edtf is not None and time.start is not None and time.edtf == time.start.isoformat()
    return replace(time, start=start, end=end, edtf=start.isoformat() if whole and start else time.edtf)


def _later(day: date | None, shift: timedelta) -> date | None:
    return None if day is None else day + shift
