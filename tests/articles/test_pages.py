from __future__ import annotations

from datetime import date

import pytest

from kg.articles.pages import read_page
from kg.errors import ArticleError

BODY = (
    "<p>" + "</p><p>".join(f"Paragraph {n} says that the two ministers met in the capital." for n in range(5)) + "</p>"
)
PAGE = f"""<html><head><title>Ministers meet</title><meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2024-01-09T08:00:00Z"></head>
<body><nav>Home | Sport</nav><article><h1>Ministers meet</h1>{BODY}</article><footer>Imprint</footer></body></html>"""


def test_a_page_gives_its_text_and_what_it_says_of_itself() -> None:
    document = read_page(PAGE.encode(), {}, default_id="page", place="here")
    assert document.text.count("two ministers met") == 5
    assert "Sport" not in document.text
    assert (document.id, document.title, document.publisher) == ("page", "Ministers meet", "The Example")
    assert document.published == date(2024, 1, 9)


def test_what_is_given_goes_before_what_the_page_says() -> None:
    given = {"id": "own", "title": "", "publisher": "Another", "published": "2023-05-06"}
    document = read_page(PAGE.encode(), given, default_id="page", place="here")
    assert (document.id, document.publisher, document.published) == ("own", "Another", date(2023, 5, 6))
    assert document.title == "Ministers meet"


@pytest.mark.parametrize("html", [b"", b"<html></html>", b"\x00\xff", b"<p>", b"<div>" * 5000])
def test_a_page_without_an_article_is_told(html: bytes) -> None:
    with pytest.raises(ArticleError, match="here: the page holds no article"):
        read_page(html, {}, default_id="page", place="here")
