"""What the description of the service (OpenAPI) says of filters beyond their types: orders, keys, classes, examples."""

from __future__ import annotations

from typing import Any, Final

from api.rest.reading import COLLECTIONS, Classes

_EVENTS: Final = ("communications", "military-actions", "timeline")
_OF_ACTORS: Final = ("actors",)
_EXAMPLES: Final[dict[str, Any]] = {
    "participant": ["Joe Biden"],
    "state": ["us"],
    "article": ["netanyahu-biden-call"],
    "publisher": ["The Times of Israel"],
    "source": ["The Washington Post"],
    "q": "missile",
    "from": "2024-10",
    "to": "2024",
}
_KEYS: Final = {
    "articles": "netanyahu-biden-call",
    "actors": "person/joe-biden",
    "offices": "office/state-us/president",
    "events": "article/netanyahu-biden-call/event/2673b815e95efaf1",
    "places": "place/gaza",
    "id": "person/joe-biden",
}


def describe_filters(paths: dict[str, Any], classes: Classes) -> None:
    """Add the values of `sort`, `fields` and `type`, and examples, to the paths of REST and of downloads."""
    for path, operations in paths.items():
        name = path.strip("/").split("/")[0].split(".")[0]
        for parameter in operations.get("get", {}).get("parameters", ()):
            _describe(parameter, name, path, classes)


def _describe(parameter: dict[str, Any], name: str, path: str, classes: Classes) -> None:
    known = COLLECTIONS.get("events" if name in _EVENTS else name)
    asked, schema = parameter["name"], parameter["schema"]
    if known is not None and asked == "sort":
        parameter["schema"] = {"type": "string", "enum": [s for one in known.sorts for s in (one, f"-{one}")]}
    elif known is not None and asked == "fields":
        schema["items"] = {"type": "string", "enum": ["id", *known.keys]}
    elif asked == "type":
        schema["items"] = {"type": "string", "enum": sorted(classes.actors if name in _OF_ACTORS else classes.events)}
    elif asked == "key" and name in _KEYS:
        parameter["example"] = _KEYS[name]
    elif asked == "ending":
        parameter["example"] = "ttl"
    elif asked in _EXAMPLES and (known is not None or name == "export"):
        parameter["example"] = _EXAMPLES[asked]
