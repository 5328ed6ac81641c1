"""Articles of several outlets: one incident told by many, copies, quotations of one outlet, namesakes."""

from __future__ import annotations

from datetime import date

from kg.model import Document

HARBOR, GAZETTE, VALLEY, REVIEW = "The Harbor Times", "The Northern Gazette", "Valley Post", "The Eastern Review"
_STRIKE = """Israeli jets strike weapons depot near Latakia
Israel carried out an airstrike on a weapons depot near the Syrian city of Latakia on Wednesday, killing three \
soldiers, the Syrian Defense Ministry said.
Syrian Foreign Minister Bassam Sabbagh condemned the attack and warned Israel of consequences.
Foreign Minister Sabbagh met with Russian Foreign Minister Sergei Lavrov in Moscow on Thursday."""
_TOLD = (
    ("strike", date(2024, 3, 14), HARBOR, _STRIKE),
    ("strike-copy", date(2024, 3, 15), VALLEY, _STRIKE + " More follows."),
    (
        "strike-elsewhere",
        date(2024, 3, 14),
        GAZETTE,
        """Airstrike hits depot in Latakia
Israel struck a weapons depot in Latakia on Wednesday, and three soldiers were killed, officials in Syria said.
Bassam Sabbagh, the Syrian foreign minister, held talks with Russian Foreign Minister Sergey Lavrov in Moscow \
on March 14, 2024.""",
    ),
    (
        "strike-later",
        date(2024, 3, 22),
        HARBOR,
        """Israel strikes Latakia again
Israel carried out an airstrike on a fuel depot near the Syrian city of Latakia on Thursday, killing two soldiers, \
the Syrian Defense Ministry said.
Syria's foreign minister condemned the strike on Friday.""",
    ),
    (
        "quoting-1",
        date(2024, 5, 3),
        HARBOR,
        """Biden phoned Erdogan
US President Joe Biden called Turkish President Recep Tayyip Erdogan on Thursday, the Washington Post reported.""",
    ),
    (
        "quoting-2",
        date(2024, 5, 3),
        VALLEY,
        """A call between presidents
The Washington Post reported on Friday that US President Joe Biden phoned Turkish President Recep Tayyip Erdogan \
on Thursday.""",
    ),
    (
        "quoting-3",
        date(2024, 5, 3),
        GAZETTE,
        """White House call
President Joe Biden spoke by phone with Turkish President Recep Tayyip Erdogan on May 2, 2024, \
according to the Washington Post.""",
    ),
    (
        "own-report",
        date(2024, 5, 4),
        REVIEW,
        """Leaders speak
US President Joe Biden called Turkish President Recep Tayyip Erdogan on May 2, 2024.""",
    ),
    (
        "ugandan",
        date(2024, 5, 3),
        VALLEY,
        """Minister warns Kenya
Ugandan Foreign Minister John Smith warned Kenya on Monday.
The Ugandan foreign minister met Kenyan President William Ruto on Tuesday.""",
    ),
    (
        "australian",
        date(2024, 6, 3),
        GAZETTE,
        """Australia warns China
Australian Defense Minister John Smith warned China on Monday.""",
    ),
    (
        "by-office",
        date(2024, 5, 8),
        HARBOR,
        """Uganda meets Kenya
The Ugandan foreign minister met Kenyan President William Ruto on April 30, 2024. Foreign Minister Smith \
of Uganda later called Ruto.""",
    ),
    (
        "another-smith",
        date(2024, 5, 9),
        REVIEW,
        """A warning
Smith warned Kenya on Monday, and Kenya rejected the warning.""",
    ),
)
DOCUMENTS = [
    Document(id=name, text=text, published=day, publisher=outlet, title=text.splitlines()[0])
    for name, day, outlet, text in _TOLD
]
