"""Reading pages in tests: their text without markup, and the values of an attribute."""

from __future__ import annotations

import re
from html import unescape


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def attributes(html: str, name: str) -> list[str]:
    return [unescape(value) for value in re.findall(rf'\b{name}="([^"]*)"', html)]
