"""What the tests of REST ask for, and how they read the answers."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from kg.vocabulary import DEFAULT_BASE

COLLECTIONS = ["articles", "actors", "offices", "tenures", "events", "claims", "places"]
PAGES = [*COLLECTIONS, "communications", "military-actions", "timeline"]
CALL = f"{DEFAULT_BASE}article/netanyahu-biden-call/event/2673b815e95efaf1"


def items(client: TestClient, path: str, **asked: Any) -> list[dict[str, Any]]:
    got = client.get(path, params={"limit": 500, **{k.rstrip("_"): v for k, v in asked.items()}})
    assert got.status_code == 200, got.text
    found: list[dict[str, Any]] = got.json()["items"]
    return found


def who(event: dict[str, Any], *roles: str) -> set[str]:
    return {actor["name"] for role in roles for actor in event[f"{role}s"]}
