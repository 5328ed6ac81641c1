from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.term import URIRef

from kg.cli import main
from kg.errors import InputError
from kg.ontology import load, terms
from kg.ontology.versions import Change, Difference, current_version, differences, kept_versions, load_version
from kg.ontology.words import axioms, compact
from kg.vocabulary import KG, term

ROOT = Path(__file__).resolve().parent.parent.parent
NOTES = (ROOT / "docs" / "ontology-changes.md").read_text(encoding="utf-8")
PREFIXES = f"""
@prefix kg: <{KG}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
OLD = """
kg:Event a owl:Class ; rdfs:label "event"@en ; skos:definition "An event."@en ; rdfs:isDefinedBy <m> .
kg:Call a owl:Class ; rdfs:label "call"@en ; skos:definition "A call."@en ; rdfs:isDefinedBy <m> ;
  rdfs:subClassOf kg:Event .
kg:by a owl:ObjectProperty ; rdfs:label "by"@en ; skos:definition "Who."@en ; rdfs:isDefinedBy <m> ;
  rdfs:domain [ a owl:Class ; owl:unionOf ( kg:Event kg:Call ) ] .
"""
NEW = """
kg:Event a owl:Class ; rdfs:label "event"@en ; skos:definition "Something that happens."@en ; rdfs:isDefinedBy <m> ;
  skos:example "a call"@en .
kg:Talk a owl:Class ; rdfs:label "talk"@en ; skos:definition "A talk."@en ; rdfs:isDefinedBy <m> .
kg:by a owl:ObjectProperty , owl:FunctionalProperty ; rdfs:label "by"@en ; skos:definition "Who."@en ;
  rdfs:isDefinedBy <m> ; rdfs:domain [ a owl:Class ; owl:unionOf ( kg:Call kg:Event ) ] .
"""


def _graph(turtle: str) -> Graph:
    return Graph().parse(data=PREFIXES + turtle, format="turtle", publicID="https://example.org/")


def test_a_difference_is_told_in_words() -> None:
    assert differences(_graph(OLD), _graph(NEW)) == [
        Difference("Talk", Change.ADDED, "new class: A talk."),
        Difference("Call", Change.REMOVED, "the class is gone", breaking=True),
        Difference("Event", Change.CHANGED, "has the example “a call”"),
        Difference("Event", Change.CHANGED, "the definition is “Something that happens.”; it was “An event.”"),
        # the order of a union is no difference
        Difference("by", Change.CHANGED, "now has at most one value", breaking=True),
    ]


def test_a_version_does_not_differ_from_itself() -> None:
    assert differences(load_version(current_version()), load()) == []


def test_unknown_versions_and_files_that_are_none_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no version '9\.9\.9'.*0\.1\.0.*current"):
        load_version("9.9.9")
    (tmp_path / "bad.ttl").write_text("kg:Event a", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.ttl.*no valid Turtle"):
        load_version(str(tmp_path / "bad.ttl"))
    with pytest.raises(InputError, match="no version"):
        load_version(str(tmp_path / "nowhere"))


def test_a_folder_of_modules_is_a_version() -> None:
    assert differences(load_version(str(ROOT / "ontology")), load()) == []


def test_the_command_tells_what_changed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["ontology", "diff", "0.1.0", "current"])
    assert end.value.code == 0
    out = capsys.readouterr().out
    assert "Added:\n" in out
    assert "involvesState: new object property: A state that takes part" in out
    with pytest.raises(SystemExit) as end:
        main(["ontology", "check"])
    assert end.value.code == 0
    assert f"{len(terms())} terms: no pitfall" in capsys.readouterr().out


def test_axioms_stand_in_words() -> None:
    ontology = load()
    claim = axioms(ontology, URIRef(term("Claim")))
    assert "is a kind of what has exactly 1 holder" in claim
    assert any(words.startswith("is never a Actor or Certainty or") for words in claim)
    assert "is stated of Claim" in axioms(ontology, URIRef(term("content")))
    assert "has as value Claim or Event" in axioms(ontology, URIRef(term("content")))
    assert "follows from the path agentParticipation / participationActor" in axioms(ontology, URIRef(term("agent")))
    for found in terms(ontology):
        assert not [words for words in axioms(ontology, URIRef(found.iri)) if "no words here" in words], found.name
    assert compact("https://example.org/x") == "<https://example.org/x>"


# ------------------------------------------------------------------ the habit of a note


def test_the_version_at_hand_is_newer_than_those_kept() -> None:
    numbers = [tuple(map(int, version.split("."))) for version in (*kept_versions(), current_version())]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("version", [*kept_versions()[1:], current_version()])
def test_every_version_has_a_note_that_names_what_breaks_and_what_is_new(version: str) -> None:
    """docs/ontology-changes.md has a section for each version, with every term that was added, removed or narrowed."""
    earlier = [*kept_versions(), current_version()]
    old, new = load_version(earlier[earlier.index(version) - 1]), load_version(version)
    _, _, rest = NOTES.partition(f"## {version}\n")
    section = rest.split("\n## ")[0]
    assert "Migration" in section
    told = [one for one in differences(old, new) if one.breaking or one.change is not Change.CHANGED]
    assert [one.term for one in told if f"`kg:{one.term}`" not in section] == []
