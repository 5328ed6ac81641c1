"""The SPARQL editor in a real browser: completion, questions, results that lead to pages, links and downloads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.pages.browser.watching import NARROW, WIDE, Watched

Visit = Callable[..., Watched]
CALLS = "SELECT ?call ?label WHERE { ?call a kg:PhoneCall ; rdfs:label ?label } ORDER BY ?label"


def put(one: Watched, query: str) -> None:
    """Type over what is in the editor."""
    one.page.locator("#yasqe .CodeMirror-lines").click()
    one.page.keyboard.press("ControlOrMeta+a")
    one.page.keyboard.press("Delete")
    one.page.keyboard.insert_text(query)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_query_is_run_and_its_nodes_lead_to_their_pages(visit: Visit, size: tuple[int, int]) -> None:
    one = visit(size)
    page = one.go("/editor", "editor")
    put(one, CALLS)
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("#results td a.iri")
    assert page.locator("#results tbody tr").count() >= 8
    link = page.locator("#results a.iri").first
    target = str(link.get_attribute("href"))
    assert target.startswith("/id/")
    link.click()
    page.wait_for_url(f"**{target}")


def test_nothing_is_shown_of_an_answer_before_the_first_run(visit: Visit) -> None:
    page = visit().go("/editor", "editor")
    assert page.locator("#results").is_hidden()
    page.locator("#run").click()
    page.wait_for_selector("#results td a.iri")


def test_the_address_keeps_the_query_and_runs_it_again(visit: Visit) -> None:
    one = visit()
    page = one.go("/editor", "editor")
    put(one, CALLS)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#results td a.iri")
    assert one.path() == f"/editor?query={quote(CALLS, safe='')}" or quote("kg:PhoneCall", safe="") in one.path()
    kept = page.get_by_role("link", name="Link to this query").get_attribute("href")
    again = visit()
    again.page.goto(str(kept) if str(kept).startswith("http") else again.url + str(kept))
    again.page.wait_for_selector("#results td a.iri")
    assert again.page.locator("#yasqe .CodeMirror-line").first.inner_text() == CALLS


def test_classes_and_properties_of_the_ontology_are_completed(visit: Visit) -> None:
    one = visit()
    page = one.go("/editor", "editor")
    put(one, "PREFIX kg: <https://w3id.org/communique/onto#>\nSELECT * WHERE { ?x a kg:PhoneC")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hints li")
    assert page.locator(".CodeMirror-hints li").all_inner_texts() == ["kg:PhoneCall"]
    page.keyboard.press("Enter")
    page.keyboard.insert_text(" ; kg:agen")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hints li")
    assert "kg:agent" in page.locator(".CodeMirror-hints li").all_inner_texts()
    page.keyboard.press("Enter")
    assert "a kg:PhoneCall ; kg:agent" in page.locator("#query").input_value()


def test_a_question_with_parameters_fills_the_query(visit: Visit) -> None:
    one = visit()
    page = one.go("/editor", "editor")
    page.get_by_text("Acts", exact=False).first.click()
    page.get_by_role("link", name="Whose visits did somebody block before a day").click()
    one.drawn("answer")
    assert page.get_by_label("a part of the name of who blocked").input_value() == "Netanyahu"
    page.get_by_label("the day before which").fill("2024-01-01")
    page.get_by_role("button", name="Put into the query").click()
    one.drawn("answer")
    assert "2024-01-01T00:00:00Z" in page.locator("#query").input_value()
    assert page.locator("#results tbody tr").count() >= 1


@pytest.mark.parametrize(
    ("query", "name", "file", "holds"),
    [
        (CALLS, "CSV", "answer.csv", "call,label"),
        (CALLS, "JSON", "answer.json", '"bindings"'),
        ("CONSTRUCT { ?x a kg:PhoneCall } WHERE { ?x a kg:PhoneCall }", "Turtle", "answer.ttl", "PhoneCall"),
    ],
)
def test_an_answer_is_taken_home(visit: Visit, query: str, name: str, file: str, holds: str) -> None:
    one = visit()
    page = one.go(f"/editor?query={quote(query)}", "answer")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    assert waiting.value.suggested_filename == file
    assert holds in Path(waiting.value.path()).read_text(encoding="utf-8")


def test_rows_are_no_turtle_and_that_is_told(visit: Visit) -> None:
    one = visit()
    page = one.go(f"/editor?query={quote(CALLS)}", "answer")
    page.get_by_role("button", name="Turtle").click()
    page.wait_for_selector("#told.refusal")
    assert "'turtle'" in page.locator("#told").inner_text()
    one.faults[:] = [fault for fault in one.faults if "Failed to load resource" not in fault]


@pytest.mark.parametrize(("button", "form"), [("Run", ""), ("CSV", "csv")])
def test_without_scripts_the_form_asks_the_endpoint(visit: Visit, button: str, form: str) -> None:
    one = visit(scripts=False)
    page = one.go(f"/editor?query={quote(CALLS)}")
    assert page.get_by_label("Query").input_value() == CALLS
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    given = parse_qs(urlsplit(waiting.value.url).query, keep_blank_values=True)
    assert given == {"query": [CALLS], **({"format": [form]} if form else {})}
    assert "phone call: " in Path(waiting.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("query", "told"),
    [("SELECT ?x WHERE { ?x a }", "error at 1:25"), ("DROP ALL", "malformed"), ("", "malformed")],
)
def test_a_query_that_cannot_be_answered_is_told(visit: Visit, query: str, told: str) -> None:
    one = visit()
    page = one.go("/editor", "editor")
    put(one, query)
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("#told.refusal")
    assert told in page.locator("#told").inner_text()
    one.faults[:] = [fault for fault in one.faults if "Failed to load resource" not in fault]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("ASK { ?x a kg:PhoneCall }", "True"),
        ("CONSTRUCT { ?x a kg:PhoneCall } WHERE { ?x a kg:PhoneCall }", "object"),
        (CALLS, "phone call"),
    ],
)
def test_answers_of_each_kind_are_shown(visit: Visit, query: str, shown: str) -> None:
    one = visit()
    page = one.go(f"/editor?query={quote(query)}", "answer")
    assert shown.lower() in page.locator("#results").inner_text().lower()


def test_an_unknown_question_is_told_with_near_ones(visit: Visit) -> None:
    one = visit(scripts=False)
    page = one.go("/editor?question=blocked-visit")
    assert "did you mean blocked-visits" in page.get_by_role("alert").inner_text()
    one.faults.clear()
