"""The article reader: the whole text, every mark, the card of each thing by link and without a script."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from kg.model import Document
from tests.pages.texts import attributes, text_of

FIRST = "/read/netanyahu-biden-call"
CALL = "article/netanyahu-biden-call/event/2673b815e95efaf1"
MARKS = re.compile(
    r'<a class="((?:event|actor|source|time|quantity)[^"]*)" href="([^"]+)" title="([^"]*)" data-on="([^"]+)"'
)


def test_an_article_is_shown_whole_in_its_own_words(client: TestClient, documents: list[Document]) -> None:
    for document in documents:
        html = client.get(f"/read/{document.id}").text
        shown = html.split('<article class="text"')[1].split("</article>")[0].partition(">")[2]
        shown = re.sub(r'<p class="byline">.*?</p>', "", shown, flags=re.S)
        assert "".join(text_of(shown).split()) == "".join(document.text.split())


def test_marks_of_every_kind_lead_to_their_cards(client: TestClient) -> None:
    marks = MARKS.findall(client.get(FIRST).text)
    kinds = {kind for mark in marks for kind in mark[0].split()}
    assert kinds == {"event", "actor", "source", "time", "quantity"}
    assert len(marks) > 150
    for address in sorted({unescape(mark[1]) for mark in marks})[::7]:
        assert client.get(FIRST + address).status_code == 200, address


def test_a_mark_and_its_line_in_the_list_share_a_token(client: TestClient) -> None:
    html = client.get(FIRST).text
    in_text = {token for mark in MARKS.findall(html) for token in mark[3].split()}
    assert in_text == set(re.findall(r'data-is="([^"]+)"', html))


def test_the_legend_has_a_switch_for_each_kind(client: TestClient) -> None:
    html = client.get(FIRST).text
    switches = re.findall(r'<input type="checkbox" id="show-([a-z]+)" checked>', html)
    assert switches == ["event", "actor", "source", "time", "quantity"]
    css = client.get("/static/reader.css").text
    assert all(f"#show-{kind}:not(:checked)" in css for kind in switches)


def test_the_card_of_an_event_says_who_what_when_and_who_says_so(client: TestClient) -> None:
    html = client.get(FIRST, params={"about": CALL}).text
    card = text_of(html.split('<section id="panel"')[1].split("</section>")[0])
    told = " ".join(card.split())
    for words in (
        "planned still to come when this was written",
        "Benjamin Netanyahu as prime minister of Israel",
        "phone call a kind of consultation",
        "9 October 2024 “Wednesday”",
        "The Times of Israel, citing Axios says that it is planned, in indirect speech",
        "a kg:PhoneCall ;",
    ):
        assert words in told
    assert 'class="event chosen"' in html


def test_a_denied_claim_is_told_with_its_chain(client: TestClient) -> None:
    html = client.get(FIRST).text
    events = [
        unescape(address)
        for address, title in re.findall(r'data-is="[^"]+"><a href="([^"]+)">([^<]+)</a>', html)
        if unescape(title).startswith("consultation: Benjamin Netanyahu → Joe Biden")
    ]
    card = "".join(text_of(client.get(FIRST + event).text) for event in events)
    assert "citing The Washington Post, citing an unnamed Israeli official; denied by US officials" in card


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ("person/joe-biden", ["Joe Biden", "Offices", "president of United States", "Takes part in"]),
        ("state/ir", ["Iran", "By the name of", "Tehran", "the place, standing for it"]),
        ("article/netanyahu-biden-call/time/406-415", ["October 1", "1 October 2024"]),
        ("article/netanyahu-biden-call/quantity/676-706", ["roughly 200 ballistic missiles", "about 200"]),
    ],
)
def test_cards_of_other_kinds(client: TestClient, about: str, words: list[str]) -> None:
    answer = client.get(FIRST, params={"about": about, "part": "card"})
    assert answer.status_code == 200
    told = text_of(answer.text)
    assert [word for word in words if word not in told] == []
    assert "<html" not in answer.text  # the part alone, for the script


def test_the_card_of_an_attribution_names_the_source_and_what_it_claims(client: TestClient) -> None:
    html = client.get(FIRST).text
    (address,) = [unescape(m[1]) for m in MARKS.findall(html) if m[2] == "says so: unnamed Israeli official"]
    told = " ".join(text_of(client.get(FIRST + address).text).split())
    assert "Source unnamed Israeli official unnamed source" in told
    assert "Stance asserts" in told
    assert "of: consultation: Benjamin Netanyahu → Joe Biden attempted" in told or "of: consultation" in told


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/read/nothing", "there is no article 'nothing'"),
        (f"{FIRST}?about=person/nobody", "tells of nothing called 'person/nobody'"),
        (f"{FIRST}?about={'x' * 2001}", "about"),
        (f"{FIRST}?about={CALL}&part=all", "part"),
    ],
)
def test_what_is_not_there_is_told_to_programs_and_to_people(client: TestClient, path: str, words: str) -> None:
    program = client.get(path, headers={"Accept": "application/json"})
    assert program.status_code in {404, 422}
    assert words in program.json()["detail"]
    person = client.get(path, headers={"Accept": "text/html"})
    assert person.status_code == program.status_code
    assert person.headers["content-type"].startswith("text/html")
    assert words in text_of(person.text).replace("There is", "there is")


def test_every_link_to_a_sentence_has_its_place(client: TestClient) -> None:
    html = client.get(FIRST, params={"about": CALL}).text
    ids = set(attributes(html, "id"))
    places = {address.rpartition("#")[2] for address in attributes(html, "href") if "#s" in address}
    assert places
    assert places <= ids


def test_what_shares_its_words_with_something_else_is_named_on_its_card(client: TestClient) -> None:
    html = client.get("/read/su24-shootdown").text
    shared = [mark for mark in MARKS.findall(html) if len(mark[3].split()) > 1]
    assert shared
    card = client.get("/read/su24-shootdown" + unescape(shared[0][1])).text
    assert "The same words tell of" in card
