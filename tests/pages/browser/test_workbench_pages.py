"""The article reader, the pages of things, the lists and search in a real browser: what a reader does with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pages.browser.watching import KEY, NARROW, WIDE, Watched

Visit = Callable[..., Watched]
ARTICLE = "/read/netanyahu-biden-call"


# ------------------------------------------------------------------ the reader


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_click_on_a_mark_opens_its_card_and_escape_closes_it(visit: Visit, size: tuple[int, int]) -> None:
    one = visit(size)
    page = one.go(ARTICLE)
    page.locator(".text a.event", has_text="attack").first.click()
    panel = page.locator("#panel")
    panel.locator("h2").wait_for()
    told = panel.inner_text()
    assert "missile attack: Iran → Israel" in told
    assert "occurred" in told
    assert "The Times of Israel" in told
    panel.locator("summary", has_text="As Turtle").click()
    assert "kg:MissileAttack" in panel.locator("pre").inner_text()
    assert "about=" in page.url
    assert page.locator(".text a.chosen").count() >= 1
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    assert "about=" not in page.url
    page.go_back()
    panel.locator("h2").wait_for()


def test_a_claim_chain_is_told_in_words(visit: Visit) -> None:
    page = visit().go(ARTICLE)
    page.locator(".side li", has_text="attempted").locator("a", has_text="Benjamin Netanyahu → Joe Biden").first.click()
    page.locator("#panel h2").wait_for()
    told = page.locator("#panel").inner_text()
    assert "quoting" in told or "citing" in told
    assert "denied by US officials" in told


def test_a_mark_and_its_line_in_the_list_light_up_together(visit: Visit) -> None:
    page = visit().go(ARTICLE)
    mark = page.locator(".text a.event", has_text="declined").first
    mark.hover()
    lit = page.locator(".side li.lit")
    assert "refusal: Israel" in lit.first.inner_text()
    lit.first.hover()
    assert "lit" in str(mark.get_attribute("class"))
    page.locator(".byline").hover()
    assert page.locator(".lit").count() == 0


@pytest.mark.parametrize("kind", ["event", "actor", "source", "time", "quantity"])
def test_a_kind_of_mark_is_switched_off_and_on(visit: Visit, kind: str) -> None:
    page = visit().go(ARTICLE)
    mark = page.locator(f".text a.{kind}").first
    look = "one => { const s = getComputedStyle(one); return s.backgroundImage + s.borderBottom + s.textDecoration }"
    shown = mark.evaluate(look)
    page.locator(f"#show-{kind}").uncheck()
    assert mark.evaluate(look) != shown
    page.locator(f"#show-{kind}").check()
    assert mark.evaluate(look) == shown


def test_the_reader_works_without_scripts_by_links(visit: Visit) -> None:
    page = visit(scripts=False).go(ARTICLE)
    page.locator(".text a.event", has_text="attack").first.click()
    assert "missile attack: Iran → Israel" in page.locator("#panel").inner_text()
    page.locator("#panel h2 a").click()
    assert "/id/" in page.url


def test_the_reader_prints_the_text_and_nothing_around_it(visit: Visit) -> None:
    page = visit().go(ARTICLE)
    page.emulate_media(media="print")
    assert page.locator(".text").is_visible()
    assert not page.locator("header nav").is_visible()
    assert not page.locator(".legend").is_visible()


def test_the_reader_is_used_with_the_keyboard(visit: Visit) -> None:
    page = visit().go(ARTICLE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.locator(".text a.event").first.focus()
    page.keyboard.press("Enter")
    page.locator("#panel h2").wait_for()


# ------------------------------------------------------------------ things


def test_a_page_leads_on_to_what_is_related_and_to_its_words(visit: Visit) -> None:
    page = visit().go("/id/person/joe-biden")
    assert page.locator("h1").inner_text() == "Joe Biden"
    assert "president" in page.locator("main").inner_text().lower()
    page.locator(".related a", has_text="phone call: Benjamin Netanyahu, Joe Biden").first.click()
    page.wait_for_url("**/event/*")
    assert "Who says so" in page.locator("main").inner_text()
    page.locator(".receipts a.from").first.click()
    page.wait_for_url("**/read/**#s*")


@pytest.mark.parametrize(("name", "kind"), [("JSON", "json"), ("Turtle", "turtle"), ("JSON-LD", "ld+json")])
def test_a_thing_has_its_other_forms(visit: Visit, name: str, kind: str) -> None:
    one = visit()
    page = one.go("/id/person/joe-biden")
    address = page.get_by_role("link", name=name, exact=True).get_attribute("href")
    answer = page.request.get(one.url + str(address))
    assert answer.ok
    assert kind in answer.headers["content-type"]


def test_the_query_of_a_thing_runs_in_the_editor(visit: Visit) -> None:
    one = visit()
    page = one.go("/id/person/joe-biden")
    page.locator("main").get_by_role("link", name="SPARQL").click()
    one.drawn("answer")
    assert page.locator("#told.refusal").count() == 0
    assert page.locator("#results").is_visible()


# ------------------------------------------------------------------ lists, questions, search, home


def test_disagreements_set_who_asserts_beside_who_denies(visit: Visit) -> None:
    page = visit().go("/disagreements")
    told = page.locator("main").inner_text()
    assert "Asserts" in told
    assert "Denies" in told
    assert "US officials" in told
    page.locator("h2 a").first.click()
    page.wait_for_url("**/event/*")


@pytest.mark.parametrize("path", ["/planned", "/unnamed"])
def test_lists_are_narrowed_to_an_actor(visit: Visit, path: str) -> None:
    page = visit(scripts=False).go(path)
    before = page.locator(".cards > li").count()
    page.get_by_label("Only with this actor").fill("Benjamin Netanyahu")
    page.get_by_role("button", name="Show").click()
    assert 0 < page.locator(".cards > li").count() < before


def test_search_finds_names_events_articles_and_quotations(visit: Visit) -> None:
    page = visit().go("/")
    page.locator("main input[type=search]").fill("Gallant")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Gallant*")
    told = page.locator("main").inner_text()
    for kind in ("Actors", "Events", "Quotations"):
        assert kind in told
    assert page.locator("mark").count() > 3
    page.locator(".hits a", has_text="Yoav Gallant").first.click()
    page.wait_for_url("**/id/person/yoav-gallant")


def test_three_questions_are_one_click_away_and_an_article_too(visit: Visit) -> None:
    one = visit()
    page = one.go("/")
    asks = [str(link.get_attribute("href")) for link in page.locator(".asks a").all()]
    assert len(asks) == 3
    page.locator(".asks a").first.click()
    page.wait_for_url(f"**{asks[0]}")
    assert page.locator("tbody tr").count() > 1
    one.go("/")
    page.locator(".articles a").first.click()
    page.wait_for_url("**/read/**")


# ------------------------------------------------------------------ try it

FRENCH = "Le président a rencontré hier le ministre de la défense pour discuter de la situation. " * 5
TEXT = "Ada Moreau, the French foreign minister, will meet Emin Tamm in Ankara on Friday, her office confirmed."


def test_an_article_is_read_at_once_and_shown_with_its_cards(visit: Visit) -> None:
    one = visit()
    page = one.go("/try")
    page.get_by_label("The article").fill(TEXT)
    page.get_by_label("Published on").fill("2024-03-06")
    page.get_by_role("button", name="Read it").click()
    page.get_by_text("nothing of it was kept").wait_for()
    page.locator(".text a.event").first.click()
    card = page.locator(".panel:visible").first.inner_text()
    assert "Ada Moreau → Emin Tamm" in card
    assert "planned" in card
    assert one.breaches() == []


@pytest.mark.parametrize(("text", "told"), [("", "no text"), (FRENCH, "english")])
def test_what_cannot_be_read_is_told_beside_the_form(visit: Visit, text: str, told: str) -> None:
    one = visit()
    page = one.go("/try")
    page.get_by_label("The article").fill(text)
    page.get_by_role("button", name="Read it").click()
    assert told in page.get_by_role("alert").inner_text().lower()
    assert page.get_by_label("The article").input_value() == text
    one.faults.clear()  # a browser notes the status of the page itself


def test_an_article_is_stored_with_a_key(visit: Visit) -> None:
    one = visit()
    page = one.go("/try")
    page.get_by_label("The article").fill(TEXT)
    page.get_by_label("Published on").fill("2024-03-06")
    page.locator("summary", has_text="Store it in the graph").click()
    page.get_by_label("Id", exact=False).first.fill("ministers-to-meet")
    page.get_by_label("API key").fill(KEY)
    page.get_by_role("button", name="Store it").click()
    try:
        page.get_by_text("The article is in the graph").wait_for()
        page.get_by_role("link", name="Read it").click()
        page.wait_for_url("**/read/ministers-to-meet")
    finally:
        gone = page.request.delete(f"{one.url}/articles/ministers-to-meet", headers={"X-API-Key": KEY})
    assert gone.ok


def test_what_is_not_there_is_a_page_too(visit: Visit) -> None:
    one = visit()
    answer = one.page.goto(f"{one.url}/id/person/nobody-at-all")
    assert answer is not None
    assert answer.status == 404
    assert "nobody-at-all" in one.page.locator("main").inner_text()
    assert one.breaches() == []
    one.faults.clear()  # a browser notes the status of the page itself
