"""Codes and dates in words, and sentences as lines and paragraphs."""

from __future__ import annotations

import pytest

from api.pages.marking import Segment
from api.pages.paragraphs import Line, headline, paragraphs
from api.pages.rendering import address
from api.pages.words import counted, listed, spaced, unbroken, when


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-10-09", "9 October 2024"),
        ("2024-10", "October 2024"),
        ("2024", "2024"),
        ("2024-10-09~", "about 9 October 2024"),
        ("2024-10?", "perhaps October 2024"),
        ("2024-09-28~/2024-10-02~", "about 28 September 2024 to about 2 October 2024"),
        ("2024-10-09/..", "9 October 2024 or later"),
        ("../2024-10", "October 2024 or earlier"),
        ("2024-13", "2024-13"),
        ("XXXX-10-09", "XXXX-10-09"),
        ("2024-21", "2024-21"),
        ("", ""),
    ],
)
def test_a_stretch_of_time_in_words(edtf: str, words: str) -> None:
    assert when(edtf) == words


def test_a_line_never_ends_within_a_date_and_nothing_of_a_text_is_markup() -> None:
    assert unbroken("call (2024-10-09)") == 'call (<span class="day">2024-10-09</span>)'
    assert unbroken("visit (2023-05)") == 'visit (<span class="day">2023-05</span>)'
    assert unbroken("<b>12345-67</b>") == "&lt;b&gt;12345-67&lt;/b&gt;"


def test_names_lists_and_numbers_in_words() -> None:
    assert spaced("https://w3id.org/communique/onto#UnnamedSource") == "unnamed source"
    assert [listed(list(names)) for names in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
    assert [counted(1, "event"), counted(2000, "event"), counted(0, "is", "are")] == [
        "1 event",
        "2,000 events",
        "0 are",
    ]


@pytest.mark.parametrize(
    ("node", "leads"),
    [
        ("https://w3id.org/communique/id/person/a b", "/id/person/a%20b"),
        ("https://elsewhere.example/x", "https://elsewhere.example/x"),
        ("javascript:alert(1)", "#"),
        ("javascript://https://x/%0aalert(1)", "#"),
        ("data:text/html,x", "#"),
    ],
)
def test_a_link_leads_here_or_to_another_site_and_nowhere_else(node: str, leads: str) -> None:
    assert address(node, "https://w3id.org/communique/id/") == leads


def lines_of(*spans: tuple[int, int]) -> tuple[list[Line], list[dict[str, str]]]:
    rows = [{"start": str(start), "end": str(end), "text": f"at {start}"} for start, end in spans]
    return [Line(start, (Segment(f"at {start}"),)) for start, _ in spans], rows


@pytest.mark.parametrize(
    ("told", "found"),
    [(("0", "0", "1"), [[0, 5], [10]]), (("0", "1", "2"), [[0], [5], [10]]), ((None, None, None), [[0], [5], [10]])],
)
def test_sentences_of_one_paragraph_stand_together(told: tuple[str | None, ...], found: list[list[int]]) -> None:
    lines, rows = lines_of((0, 4), (5, 9), (10, 14))
    known = [row | ({"paragraph": which} if which else {}) for row, which in zip(rows, told, strict=True)]
    assert [[line.start for line in one] for one in paragraphs(lines, known)] == found
    assert paragraphs([], []) == []


def test_a_title_stands_above_the_text_whether_it_opens_it_or_came_beside_it() -> None:
    lines, rows = lines_of((0, 4), (6, 10), (12, 16))
    for title, left in (("at 0", [6, 12]), ("at 12", [0, 6])):
        found, others, sentences = headline(title, rows, lines)
        assert found is not None
        assert found.pieces[0].text == title
        assert [line.start for line in others] == [int(row["start"]) for row in sentences] == left
    assert headline("another", rows, lines) == (None, lines, rows)
    assert headline(None, rows, lines) == (None, lines, rows)
