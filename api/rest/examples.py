"""One item of each collection, shortened, as examples for the description of the service."""

from __future__ import annotations

from typing import Any, Final

_ID: Final = "https://w3id.org/communique/id/"
_HOME: Final = f"{_ID}article/netanyahu-biden-call"
_PRESIDENT: Final = {
    "tenure": f"{_HOME}/tenure/0decf82186e4dcfe",
    "office": f"{_ID}office/state-us/president",
    "title": "president",
    "of": {"id": f"{_ID}state/us", "name": "United States"},
}
_RECEIPT: Final = {
    "article": "netanyahu-biden-call",
    "sentence": f"{_HOME}/sentence/0-73",
    "start": 0,
    "end": 73,
    "quotation": "Netanyahu and Biden to hold call on Iran Wednesday after weeks of silence",
    "words": {"text": "call", "start": 28, "end": 32},
}
_TIMES: Final = {"id": f"{_ID}organization/the-times-of-israel", "name": "The Times of Israel"}
_CALL: Final = {
    "id": f"{_HOME}/event/2673b815e95efaf1",
    "label": "phone call: Benjamin Netanyahu, Joe Biden (2024-10-09)",
}
_BIDEN: Final = {"id": f"{_ID}person/joe-biden", "name": "Joe Biden"}

_CLAIM: Final[dict[str, Any]] = {
    "id": f"{_HOME}/claim/0ad885776336ee24",
    "chain": "The Times of Israel",
    "holder": {**_TIMES, "type": "NewsOrganization"},
    "reportedBy": [],
    "polarity": "affirms",
    "phase": "planned",
    "certainty": "certain",
    "voice": "narratorVoice",
    "deniedBy": [],
    "receipts": [_RECEIPT],
}
CLAIM: Final[dict[str, Any]] = {**_CLAIM, "about": [_CALL]}
EVENT: Final[dict[str, Any]] = {
    **_CALL,
    "type": "PhoneCall",
    "within": ["Consultation", "Communication", "Event"],
    "status": "planned",
    "disputed": False,
    "date": {
        "edtf": "2024-10-09",
        "earliest": "2024-10-09T00:00:00Z",
        "latest": "2024-10-09T23:59:59Z",
        "words": "Wednesday",
    },
    "agents": [
        {**_BIDEN, "type": "Person", "capacities": [_PRESIDENT]},
        {"id": f"{_ID}person/benjamin-netanyahu", "name": "Benjamin Netanyahu", "type": "Person"},
    ],
    "recipients": [],
    "places": [],
    "quantities": [],
    "theme": [],
    "inRetaliationFor": [],
    "claims": [_CLAIM],
    "receipts": [_RECEIPT],
}
ACTOR: Final[dict[str, Any]] = {
    **_BIDEN,
    "type": "Person",
    "aliases": ["Biden"],
    "offices": [{**_PRESIDENT, "former": False}],
    "receipts": [{**_RECEIPT, "words": {"text": "Biden", "start": 14, "end": 19}}],
}
ARTICLE: Final[dict[str, Any]] = {
    "id": _HOME,
    "identifier": "netanyahu-biden-call",
    "title": "Netanyahu and Biden to hold call on Iran Wednesday after weeks of silence",
    "published": "2024-10-09",
    "publisher": _TIMES,
    "language": "en",
    "textDigest": "3c459c9350273db346b79b90167b6c2494b691ec0c888fa7a59b4e732427f997",
    "readerVersion": "0.1.0",
    "counts": {"sentences": 29, "events": 52, "claims": 93},
}
OFFICE: Final[dict[str, Any]] = {
    "id": _PRESIDENT["office"],
    "title": "president",
    "of": _PRESIDENT["of"],
    "holders": [{**_BIDEN, "tenure": _PRESIDENT["tenure"], "former": False}],
    "receipts": [],
}
TENURE: Final[dict[str, Any]] = {
    "id": _PRESIDENT["tenure"],
    "holder": _BIDEN,
    "office": {"id": _PRESIDENT["office"], "title": "president"},
    "of": _PRESIDENT["of"],
    "former": False,
    "receipts": [],
}
PLACE: Final[dict[str, Any]] = {"id": f"{_ID}place/gaza", "name": "Gaza", "events": 3, "receipts": []}
