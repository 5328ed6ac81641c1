"""The timeline and the network in a real browser: what is drawn, what a click opens, and the same without scripts."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.pages.browser.watching import NARROW, WIDE, Watched

Visit = Callable[..., Watched]


def rows_of(one: Watched) -> int:
    return one.page.locator(".rows tbody tr").count()


def download(one: Watched, link: str) -> list[dict[str, str]]:
    with one.page.expect_download() as waiting:
        one.page.get_by_role("link", name=link).click()
    return list(csv.DictReader(StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))))


# ------------------------------------------------------------------ the timeline


def test_the_timeline_draws_each_row_of_its_table_and_puts_it_into_its_lane(visit: Visit) -> None:
    one = visit()
    page = one.go("/timeline/view", "timeline")
    data = page.evaluate("JSON.parse(document.getElementById('rows').textContent)")
    assert len(data["rows"]) == rows_of(one) > 40
    used = {row["lane"] for row in data["rows"]}
    assert used >= {"occurred", "planned", "prevented"}
    drawn = page.locator("#timeline .vis-label .vis-inner").all_inner_texts()
    assert drawn == [words for lane, words in data["lanes"] if lane in used]
    months = [row for row in data["rows"] if row["granularity"] == "month"]
    assert months
    assert all("day unknown" in row["when"] for row in months)
    assert all(row["end"][:10] > row["start"][:10] for row in months)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_click_on_a_drawn_event_opens_its_page(visit: Visit, size: tuple[int, int]) -> None:
    one = visit(size)
    page = one.go("/timeline/view?from=2024-10&to=2024-10", "timeline")
    link = page.locator("#timeline .vis-item a").first
    target = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{target}")
    assert "/event/" in page.url


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_no_label_of_the_axis_is_cut_at_the_left_edge(visit: Visit, size: tuple[int, int]) -> None:
    page = visit(size).go("/timeline/view", "timeline")
    for button in (None, "Earlier", "Closer", "Later", "Wider"):
        if button:
            page.get_by_role("button", name=button).click()
        page.wait_for_timeout(100)  # the picture is drawn again a frame later
        assert page.evaluate(_CUT) == [], button


_CUT = """() => {
  const edge = document.querySelector("#timeline .vis-panel.vis-top").getBoundingClientRect().left;
  const words = document.createRange();
  return [...document.querySelectorAll("#timeline .vis-text.vis-minor:not(.vis-measure)")]
    .filter((one) => getComputedStyle(one).visibility === "visible" && one.textContent.trim())
    .map((one) => { words.selectNodeContents(one); return [one.textContent, words.getBoundingClientRect()]; })
    .filter(([, box]) => box.left < edge - 1 && box.right > edge)
    .map(([text, box]) => `${text} from ${box.left} to ${box.right}, edge ${edge}`);
}"""


def test_the_buttons_move_the_timeline(visit: Visit) -> None:
    page = visit().go("/timeline/view", "timeline")

    def left() -> float:
        box = page.locator("#timeline .vis-item").first.bounding_box()
        return box["x"] if box else -1e9

    begun = left()
    page.get_by_role("button", name="Closer").click()
    page.get_by_role("button", name="Later").click()
    page.wait_for_timeout(300)
    moved = left()
    assert moved != begun
    page.get_by_role("button", name="All").click()
    page.wait_for_timeout(300)
    assert left() == pytest.approx(begun, abs=3)


def test_a_pair_of_actors_is_chosen_with_the_form_and_states_stand_for_who_acts_for_them(visit: Visit) -> None:
    one = visit(scripts=False)
    page = one.go("/timeline/view")
    everything = rows_of(one)
    page.get_by_label("Who takes part").fill("israel")
    page.get_by_label("and with whom").fill("US")
    page.get_by_role("button", name="Show").click()
    texts = page.locator(".rows tbody tr").all_inner_texts()
    assert 2 < len(texts) < everything
    assert any("Yoav Gallant" in text and "Lloyd Austin" in text for text in texts)
    page.get_by_label("Kind of event").select_option("PhoneCall")
    page.get_by_role("button", name="Show").click()
    calls = page.locator(".rows tbody tr").all_inner_texts()
    assert all("phone call" in text for text in calls)
    assert page.get_by_label("Who takes part").input_value() == "israel"


def test_what_has_no_date_is_listed_below_with_its_status(visit: Visit) -> None:
    page = visit().go("/timeline/view?status=postponed")
    listed = page.locator(".undated li").all_inner_texts()
    assert len(listed) == 3
    assert all("postponed" in text for text in listed)
    assert "No dated event fits." in page.locator(".rows").inner_text()
    assert page.locator("#picture").is_hidden()


@pytest.mark.parametrize("path", ["/timeline/view", "/network"])
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"actor": "Netanjahu"}, "nothing has the name 'Netanjahu'"),
        ({"from": "2024-13"}, "from: there is no month '2024-13'"),
        ({"from": "2024", "to": "2023"}, "from: 2024-01-01 is after to: 2023-12-31"),
        ({"status": "happened"}, "happened"),
        ({"type": "Party"}, "Party"),
        ({"colour": "red"}, "there is no parameter 'colour'"),
    ],
)
def test_what_cannot_be_asked_is_told_beside_the_form(
    server: Any, path: str, given: dict[str, str], told: str, visit: Visit
) -> None:
    one = visit(scripts=False)
    answer = one.page.goto(f"{server.url}{path}?{urlencode(given)}")
    assert answer is not None
    assert answer.status == 422
    assert told in one.page.get_by_role("alert").inner_text()
    assert one.page.get_by_role("button", name="Show").is_visible()
    one.faults.clear()  # a browser notes the status of the page itself


def test_the_timeline_as_csv_has_the_rows_of_the_page(visit: Visit) -> None:
    one = visit()
    one.go("/timeline/view?actor=Joe+Biden", "timeline")
    listed = rows_of(one) + one.page.locator(".undated li").count()
    found = download(one, "CSV")
    assert len(found) == listed
    call = next(row for row in found if row["event"].startswith("phone call: Benjamin Netanyahu, Joe Biden"))
    assert (call["date"], call["granularity"], call["lane"], call["status"]) == (
        "2024-10-09",
        "day",
        "planned",
        "planned",
    )


# ------------------------------------------------------------------ the network


def test_the_network_draws_each_row_of_its_table(visit: Visit) -> None:
    one = visit()
    page = one.go("/network", "network")
    data = page.evaluate("JSON.parse(document.getElementById('rows').textContent)")
    assert len(data["edges"]) == rows_of(one) > 80
    ends = {end for edge in data["edges"] for end in (edge["source"], edge["target"])}
    assert ends == {node["id"] for node in data["nodes"]}
    met = next(edge for edge in data["edges"] if edge["type"] == "PhoneCall" and not edge["directed"])
    assert met["family"] == "Communication"


def scroll_to_network(one: Watched) -> None:
    """Have it in the middle, and wait until it knows: it hears of a scroll with the next frame only."""
    one.page.locator("#network").evaluate("""async (one) => {
      one.scrollIntoView({ block: "center" });
      for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
    }""")


def place(one: Watched, key: str) -> dict[str, float]:
    found: dict[str, float] = one.page.evaluate("(id) => document.getElementById('network').whereIs(id)", key)
    box = one.page.locator("#network").bounding_box()
    assert box is not None
    return {"x": box["x"] + found["x"], "y": box["y"] + found["y"]}


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_click_on_an_actor_opens_its_page(visit: Visit, size: tuple[int, int]) -> None:
    one = visit(size)
    page = one.go("/network?actor=Joe+Biden&type=PhoneCall", "network")
    scroll_to_network(one)
    at = place(one, "https://w3id.org/communique/id/person/joe-biden")
    page.mouse.click(at["x"], at["y"])
    page.wait_for_url("**/id/person/joe-biden")


def test_a_click_on_a_line_opens_its_event_and_pointing_at_it_tells_it(visit: Visit) -> None:
    one = visit()
    page = one.go("/network?type=Sanction", "network")
    scroll_to_network(one)
    at = place(one, "e0")
    page.mouse.move(at["x"], at["y"])
    expect(page.locator("#pointed")).to_contain_text("Sanction")
    page.mouse.click(at["x"], at["y"])
    page.wait_for_url("**/event/*")


def test_several_events_between_two_actors_lead_to_their_timeline(visit: Visit) -> None:
    page = visit().go("/network?type=Obstruction", "network")
    page.locator(".rows a", has_text="Obstruction").first.click()
    page.wait_for_url("**/timeline/view?*")
    assert page.get_by_label("Kind of event").input_value() == "Obstruction"
    assert page.locator(".rows tbody tr").count() + page.locator(".undated li").count() == 3


def test_the_network_stands_still(visit: Visit) -> None:
    one = visit()
    one.go("/network", "network")
    first = one.page.locator("#network").screenshot()
    one.page.wait_for_timeout(400)
    assert one.page.locator("#network").screenshot() == first


def test_only_a_wheel_with_ctrl_is_for_the_picture(visit: Visit) -> None:
    one = visit()
    page = one.go("/network", "network")
    key = page.evaluate("JSON.parse(document.getElementById('rows').textContent).nodes[0].id")
    box = page.locator("#network").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 300, box["y"] + 200)
    before = place(one, key)
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 100
    after = place(one, key)
    assert after["x"] == pytest.approx(before["x"])


def test_the_network_as_csv_has_the_rows_of_the_page(visit: Visit) -> None:
    one = visit()
    one.go("/network?type=MilitaryAction", "network")
    listed = rows_of(one)
    found = download(one, "CSV")
    assert len(found) == listed
    assert ("Iran", "MissileAttack", "Israel") in {(row["from"], row["type"], row["to"]) for row in found}


def test_shapes_and_lines_are_told_in_words_not_by_colour_alone(visit: Visit) -> None:
    page = visit().go("/network", "network")
    legend = page.locator(".key").all_inner_texts()
    assert "military action, with a bar at its end" in legend[1]
    assert "armed group or force" in legend[0]
