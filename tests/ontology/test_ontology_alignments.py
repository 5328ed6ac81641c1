"""What the ontology says of other vocabularies: the terms exist there, and the codes are theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rdflib import Graph
from rdflib.namespace import ORG, PROV, SDO, TIME, DefinedNamespace
from rdflib.term import URIRef

from kg.ontology import event_ancestors, load, terms
from kg.resources import ontology_folder
from kg.vocabulary import KG

ROOT = Path(__file__).resolve().parent.parent.parent
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
OA = "http://www.w3.org/ns/oa#"
GAF = "http://groundedannotationframework.org/gaf#"
CCO = "https://www.commoncoreontologies.org/"
AIF = (
    "https://raw.githubusercontent.com/NextCenturyCorporation/AIDA-Interchange-Format/master/java/src/main/resources/"
    "com/ncc/aif/ontologies/InterchangeOntology#"
)
# Vocabularies of which rdflib keeps the terms.
KEPT: tuple[type[DefinedNamespace], ...] = (PROV, ORG, TIME, SDO)
# The others, as their own files have them: SEM 2009/11, W3C oa, NewsReader's gaf, AIF 1.0.2, the Common Core 2.x.
PUBLISHED = {
    SEM: {"Event", "Actor", "Place", "Role", "accordingTo", "hasActor", "hasPlace", "hasTime"}
    | {"hasEarliestBeginTimeStamp", "hasLatestEndTimeStamp"},
    OA: {"SpecificResource", "exact", "start", "end"},
    GAF: {"denotedBy"},
    AIF: {"Event", "Claim", "TextJustification", "justifiedBy"},
    CCO: {
        *("ont00001262", "ont00001180", "ont00001335", "ont00000187"),  # Person Organization Government Authority Role
        *("ont00000402", "ont00001269", "ont00000109"),  # Act of Communication, of Warning, of Military Force
        "ont00000958",  # Information Content Entity
    },
}

# PLOVER (manual, draft 2.0, and its table of CAMEO): the modes of each type, and the CAMEO codes that become it.
PLOVER = {
    "AGREE": ("", "03"),
    "CONSULT": ("visit third-party multilateral phone", "04"),
    "SUPPORT": ("", "05"),
    "CONCEDE": ("", "08"),
    "COOPERATE": ("", "06"),
    "AID": ("", "07"),
    "RETREAT": ("withdraw release disarm ceasefire access resign", "084 085 086 087"),
    "REQUEST": ("assist change yield meet", "10"),
    "ACCUSE": ("disapprove investigate allege", "09 11"),
    "REJECT": ("assist change yield meet", "12"),
    "THREATEN": ("restrict arrest relations expel territory violence", "13"),
    "PROTEST": ("demo riot strike hunger boycott obstruct vandalize", "14"),
    "SANCTION": ("convict expel withdraw discontinue", "16"),
    "MOBILIZE": ("troops weapons police militia", "15"),
    "COERCE": (
        "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
        "17 163 191 192",
    ),
    "ASSAULT": (
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
        "heavy-weapons crowd-control unconventional",
        "18 19 20",
    ),
}
NOTATIONS = {found.name: found.notations for found in terms() if found.notations}


def _foreign() -> set[str]:
    graph = Graph().parse(ontology_folder() / "alignments.ttl", format="turtle")
    ours = {s for s in graph.subjects() if isinstance(s, URIRef) and s.startswith(KG)}
    return {str(o) for s in ours for o in graph.objects(s) if isinstance(o, URIRef)}


@pytest.mark.parametrize("iri", sorted(_foreign()))
def test_what_a_term_is_aligned_with_exists(iri: str) -> None:
    known = {str(term) for namespace in KEPT for term in dir(namespace)}  # its dir gives the terms' IRIs
    known |= {base + name for base, names in PUBLISHED.items() for name in names}
    assert iri in known


def test_no_alignment_is_looked_up_in_vain() -> None:
    assert {base + name for base, names in PUBLISHED.items() for name in names} - _foreign() == set()


def test_only_terms_that_are_defined_are_aligned() -> None:
    graph = Graph().parse(ontology_folder() / "alignments.ttl", format="turtle")
    ours = {str(s).removeprefix(KG) for s in graph.subjects() if isinstance(s, URIRef) and s.startswith(KG)}
    assert ours <= {found.name for found in terms(load())}


@pytest.mark.parametrize("name", sorted(NOTATIONS))
def test_codes_are_those_of_plover_and_cameo(name: str) -> None:
    types = [code.removeprefix("PLOVER:") for code in NOTATIONS[name] if code.startswith("PLOVER:")]
    cameo = [code.removeprefix("CAMEO:") for code in NOTATIONS[name] if code.startswith("CAMEO:")]
    assert len(types) <= 1
    assert len(cameo) <= 1
    for kind, _, mode in (code.partition("/") for code in types):
        assert kind in PLOVER
        assert not mode or mode in PLOVER[kind][0].split()
        # The CAMEO code beside a PLOVER type is one that becomes this type.
        assert all(code.startswith(tuple(PLOVER[kind][1].split())) for code in cameo)


def test_the_plover_types_are_those_of_the_annotated_sentences() -> None:
    """`tests/gold/plover.yaml` maps each event type; a type that is not listed takes its nearest ancestor's."""
    listed = yaml.safe_load((ROOT / "tests" / "gold" / "plover.yaml").read_text(encoding="utf-8"))
    for name, ancestors in event_ancestors().items():
        expected = next((listed[up] for up in (name, *ancestors) if up in listed), None)
        own = [code for up in (name, *ancestors) if up in NOTATIONS for code in NOTATIONS[up] if "PLOVER:" in code]
        found = own[0].removeprefix("PLOVER:").partition("/")[0] if own else None
        # The published sentences do not tell CONCEDE from RETREAT.
        assert ("YIELD" if found in {"CONCEDE", "RETREAT"} else found) == expected, name
