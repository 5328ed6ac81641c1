"""The description of the service (OpenAPI) tells the truth: schemathesis asks what it offers, every item is tried."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.rest.schemas import ITEMS, page_schema
from kg.iris import document_iri
from kg.pipeline import Graph
from kg.store import Store
from tests.api.servers import Server, serving

EXAMPLES = 5  # requests an operation, of each kind; one a named question, for these are all served alike
# Values that this store has, so that what is generated finds something; names that nobody has are refused (422).
KNOWN = {
    **{
        name: ["Joe Biden", "Netanyahu", "person/vladimir-putin", "NATO", "Turkey", "nobody at all"]
        for name in ("agent", "recipient", "participant", "holder", "source", "publisher", "name")
    },
    "state": ["us", "Iran", "IL", "nowhere"],
    "place": ["Gaza", "place/poland"],
    "article": ["netanyahu-biden-call", "su24-shootdown", "none"],
}
KEYS = ["person/joe-biden", "netanyahu-biden-call", "su24-shootdown.ttl", "state/us", "place/gaza", "nothing", "a b"]


def fill(folder: Path, graphs: dict[str, Graph]) -> None:
    store = Store(folder)
    for name, graph in graphs.items():
        store.replace(document_iri(name), graph.quads)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, graphs: dict[str, Graph]) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("openapi")
    fill(folder / "store", graphs)
    with serving(folder / "store", folder / "log", access_log=False, api_keys="test:" + "0" * 64) as one:
        yield one


@pytest.fixture(scope="module")
def told(server: Server) -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(f"{server.url}/openapi.json").json()
    return found


def narrowed(told: dict[str, Any]) -> dict[str, Any]:
    """The description with the names of this store in the place of any text."""
    narrow: dict[str, Any] = json.loads(json.dumps(told))
    for path, operations in narrow["paths"].items():
        for parameter in operations.get("get", {}).get("parameters", ()):
            if parameter["name"] in KNOWN and not path.startswith("/queries/"):
                parameter["schema"] = {**parameter["schema"], "items": {"enum": KNOWN[parameter["name"]]}}
            if parameter["name"] == "key":
                parameter["schema"] = {"type": "string", "enum": KEYS}
    return narrow


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_asked_the_answer_is_one_that_is_told_of(
    server: Server, told: dict[str, Any], mode: GenerationMode
) -> None:
    """Status, media type, headers and body of each answer are in the description; none is an error of the server."""
    schema = schemathesis.openapi.from_dict(narrowed(told))
    schema.config.update(base_url=server.url)
    seen: dict[int, int] = {}
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()

        @settings(
            max_examples=1 if operation.path.startswith("/queries/") else EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Case[Any]) -> None:
            # that a parameter is well formed does not make its value one that is known, or a query one that can be read
            answer = case.call_and_validate(excluded_checks=[positive_data_acceptance])
            seen[answer.status_code] = seen.get(answer.status_code, 0) + 1

        with contextlib.suppress(Unsatisfiable):  # an operation without parameters has nothing that could be wrong
            ask()
    assert seen[200 if mode is GenerationMode.POSITIVE else 422] > 30, seen
    assert not [status for status in seen if status >= 500], seen


def test_every_example_in_the_description_works(server: Server, told: dict[str, Any]) -> None:
    for path, operations in told["paths"].items():
        if "get" not in operations or path.startswith("/jobs"):
            continue
        asked = {p["name"]: p["example"] for p in operations["get"].get("parameters", ()) if "example" in p}
        address = path.format(key=asked.pop("key", "x"), ending=asked.pop("ending", "ttl"), name="PhoneCall")
        if not address.endswith("/x") and "/x/" not in address:
            for given_alone in ({name: value} for name, value in asked.items()) if "queries" not in path else (asked,):
                got = httpx.get(server.url + address, params=given_alone)
                assert got.status_code == 200, (path, given_alone, got.text)
            assert httpx.get(server.url + address, params=asked if "queries" in path else {}).status_code == 200, path


@pytest.mark.parametrize("name", sorted(ITEMS))
def test_every_item_has_the_members_that_are_told_of_and_no_others(server: Server, name: str) -> None:
    following: str | None = f"/{name}?limit=500&total=true"
    while following is not None:
        got = httpx.get(server.url + following, timeout=30)
        page_schema(ITEMS[name]).model_validate_json(got.content)
        assert got.json()["items"]
        following = got.json()["next"]


def test_examples_of_items_are_items(told: dict[str, Any]) -> None:
    for model in set(ITEMS.values()):
        schema = told["components"]["schemas"][model.__name__]
        if "example" in schema:
            model.model_validate_json(json.dumps(schema["example"]))
            assert schema["required"] == ["id"]


def test_each_operation_has_words_and_a_name_of_its_own(told: dict[str, Any]) -> None:
    operations = [one for path in told["paths"].values() for one in path.values()]
    names = [one["operationId"] for one in operations]
    assert len(set(names)) == len(names)
    assert all(one["summary"] and one["tags"] for one in operations)
    for one in operations:
        assert all(p.get("description") for p in one.get("parameters", ())), one["operationId"]
