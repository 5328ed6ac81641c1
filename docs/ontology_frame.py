"""What pyLODE wrote, made fit for the frame of the other pages: no style of its own, a list of terms that folds up."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import html as markup
from lxml.etree import _Element

from kg.ontology import Term


def framed(page: str, known: Mapping[str, Term], front: str, digest: str) -> str:
    """The body of pyLODE's page with `front` before the classes; terms of ours lead to their pages."""
    body = markup.document_fromstring(page).body
    content, toc = body.get_element_by_id("content"), body.get_element_by_id("toc")
    for one in content.xpath('.//*[@id="pylode"]'):
        one.drop_tree()
    for one in content.xpath('.//*[span[@class="cardinality"][.="or" or .="and"]]'):
        _sort_members(one)
    for one in content.xpath('.//*[@class="hover_property"]'):  # they lead to the vocabularies of pyLODE's own words
        one.text = _sentence(one.text or "")
        one.drop_tag()
    for one in content.xpath(".//tr/th"):
        one.set("scope", "row")
        _tight(one)
    for one in content.xpath(".//sup[@title]"):  # "c", "op": the kind stands in each term's own heading
        one.drop_tree()
    for one in content.xpath(".//td//pre"):
        one.tag = "blockquote"
    for one in content.xpath(".//span[not(@class)] | .//td//br"):
        one.drop_tag()
    for one in content.xpath('.//h1 | .//h2[.="Metadata"]'):
        one.drop_tree()
    for one in content.xpath(".//h2 | .//h3"):
        _tight(one)
    for one in content.xpath(".//h2"):
        one.text = _sentence(one.text)
    for entity in content.xpath('.//*[@class="property entity"]'):
        _entitle(entity, known)
    content.get_element_by_id("legend").drop_tree()
    _arrange_facts(content)
    written = _pieces(content)
    written = written.replace('<div class="section" id="classes">', front + '<div class="section" id="classes">')
    return (
        f'<div class="onto" data-ontology-digest="{digest}">\n<nav class="terms" aria-label="Terms">\n'
        f'{_folded(toc)}</nav>\n<div class="content">\n{written}\n'
        '<p class="aside">Made by pyLODE 3.3.4.</p>\n</div>\n</div>\n'
    )


def _sort_members(owner: _Element) -> None:
    """The members of a union or an intersection in the order of their names: pyLODE's is another in each run."""
    members = [one for one in owner if one.get("class") is None]
    words = [one for one in owner if one.get("class") == "cardinality"]
    if len(members) != len(words) + 1 or len(members) + len(words) != len(owner):
        raise ValueError(f"a class expression of another shape: {owner.text_content().split()}")
    members.sort(key=lambda one: (len(list(one.iter())), one.text_content().split()))  # what has a name comes first
    owner[:] = [one for pair in zip(members, [*words, None], strict=True) for one in pair if one is not None]


def _arrange_facts(content: _Element) -> None:
    """What the ontology is about first, then the facts about it as on other pages; the title stands above."""
    for listed in content.xpath(".//dl"):
        listed.set("class", "facts")
    for one in content.xpath(".//dl/dt"):  # pairs stand in groups, as those of the facts do
        group = markup.Element("div")
        one.addprevious(group)
        group.extend([one, group.getnext().getnext()])
    first = content.get_element_by_id("metadata")
    for one in first.xpath("./dl/div"):
        name, said = one[0].text_content().strip(), one[1].text_content().strip()
        if name == "Description":
            lead = markup.Element("p", {"class": "lead"})
            lead.text = said
            first.insert(0, lead)
        if name == "Date created":
            one[1].clear()
            one[1].text = said[:10]
        if name in {"Description", "Title"}:
            one.drop_tree()


def _entitle(entity: _Element, known: Mapping[str, Term]) -> None:
    """The heading of a term as that of its page, to which it leads; its IRI needs no line then."""
    term = known.get(entity.get("id") or "")
    entity.set("class", "entity")
    if term is None:
        return
    heading = entity.find("h3")
    heading.clear()
    heading.append(markup.fragment_fromstring(f'<a href="onto/{term.name}">{term.label}</a>'))
    heading[-1].tail = " "
    heading.append(markup.fragment_fromstring(f"<small>kg:{term.name}, {term.kind.value}</small>"))
    row = entity.find("table").find("tr")
    row.getparent().remove(row)


def _folded(toc: _Element) -> str:
    """The table of contents as groups that open."""
    found = ['<p><a href="#forms">Forms and diagrams</a> <a href="#codes">Codes</a></p>\n']
    for group in toc.xpath("./ul/li"):
        heading = group.find("h4/a")
        links = [(one.get("href"), " ".join((one.text or "").split())) for one in group.xpath("./ul/li/a")]
        if links:
            listed = "".join(f'<li><a href="{href}">{words}</a></li>\n' for href, words in links)
            name = f"{_sentence(heading.text_content().strip())} <span>{len(links)}</span>"
            found.append(f"<details><summary>{name}</summary>\n<ul>\n{listed}</ul>\n</details>\n")
    return "".join(found)


def _pieces(content: _Element) -> str:
    """The markup without the indentation, which is a third of it."""
    written = "".join(markup.tostring(one, encoding="unicode") for one in content)
    pieces = re.split(r"(<pre.*?</pre>)", written, flags=re.DOTALL)
    return "".join(one if one.startswith("<pre") else re.sub(r"\s*\n\s*", "\n", one) for one in pieces).strip()


def _tight(element: _Element) -> None:
    element.text = (element.text or "").strip()


def _sentence(words: str) -> str:
    """ "Super Class Of" as "Super class of"."""
    return words[:1] + words[1:].lower().replace("iri", "IRI").replace("uri", "URI")
