from __future__ import annotations

import os
import shutil
from itertools import combinations

import owlready2
import pytest
from rdflib import OWL, RDF, Graph

from kg.errors import InstallationError, ShapeError
from kg.ontology import load
from kg.ontology.consistency import check_consistency
from kg.vocabulary import KG

PREFIXES = f"""
@prefix kg: <{KG}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix test: <https://example.org/> .
"""
TOP = (
    *("Actor", "Office", "Tenure", "Place", "Event", "Participation", "Claim", "Document", "TextSpan"),
    *("Polarity", "Phase", "Certainty", "Voice", "Precision"),
)
# What cannot be at once. "An office as a person, an event that is a claim, a place as an actor" among them.
APART = [
    *combinations(TOP, 2),
    *combinations(("Person", "State", "Organization", "Group"), 2),
    ("UnnamedSource", "State"),
    ("UnnamedSource", "Organization"),
    ("Office", "Person"),
    ("PhoneCall", "Claim"),
    ("Place", "State"),
    *combinations(("Sentence", "Mention", "Trigger", "Attribution", "TimeExpression", "Quantity"), 2),
    *combinations(("Communication", "MilitaryAction", "PublicAction"), 2),
    ("PhoneCall", "Airstrike"),
    *combinations(("Link", "EventCluster", "Linkset"), 2),
    *combinations(("ComputedLink", "Merge", "Split"), 2),
]
# What may be at once, though a careless disjointness would forbid it.
TOGETHER = [
    ("UnnamedSource", "Person"),
    ("UnnamedSource", "Group"),
    ("ArmedGroup", "NewsOrganization"),
    ("Refusal", "OfficialAct"),
    ("Assassination", "Airstrike"),
]
AT_LEAST_TWO = 'owl:minCardinality "2"^^xsd:nonNegativeInteger'
NONE = 'owl:maxCardinality "0"^^xsd:nonNegativeInteger'
# Classes that must be empty: name, class, property, and how many or which values it has there.
IMPOSSIBLE = (
    ("ClaimOfTwoHolders", "Claim", "holder", AT_LEAST_TWO),
    ("ClaimOfTwoPolarities", "Claim", "polarity", AT_LEAST_TWO),
    ("ClaimWithoutContent", "Claim", "content", NONE),
    ("EventThatClaims", "Event", "content", "owl:someValuesFrom owl:Thing"),
    ("ClaimOnAPerson", "Claim", "content", "owl:someValuesFrom kg:Person"),
    ("CapitalThatActs", "Event", "agent", "owl:someValuesFrom kg:Place"),
    ("OfficeThatActs", "Event", "agent", "owl:someValuesFrom kg:Office"),
    ("TenureOfAState", "Tenure", "tenureHolder", "owl:someValuesFrom kg:State"),
    ("OfficeInAPerson", "Office", "officeIn", "owl:someValuesFrom kg:Person"),
    ("MentionOfAPlace", "Mention", "refersTo", "owl:someValuesFrom kg:Place"),
    ("SentenceInASentence", "Sentence", "inSentence", "owl:someValuesFrom owl:Thing"),
    ("PlaceWithEvidence", "Place", "evidence", "owl:someValuesFrom owl:Thing"),
)
# What no graph may state; the value names the axiom that forbids it: a pair of classes, or a property and its sort.
CONTRADICTIONS = {
    "a claim about itself": ("content", "test:c kg:content test:c ."),
    "two claims that report each other": ("content", "test:c kg:content test:d . test:d kg:content test:c ."),
    "two attacks that each answer the other": (
        "inRetaliationFor",
        "test:a kg:inRetaliationFor test:b . test:b kg:inRetaliationFor test:a .",
    ),
    "an event that is its own theme": ("theme", "test:a kg:theme test:a ."),
    "a claim that denies itself": ("denies", "test:c kg:denies test:c ."),
    "one claim that is planned and occurred": ("phase", "test:c kg:phase kg:planned , kg:occurred ."),
    "one participation in two events": (
        "participation",
        "test:a kg:agentParticipation test:p . test:b kg:recipientParticipation test:p . "
        "test:a owl:differentFrom test:b .",
    ),
    "a capital that acts": ("Place", "test:e kg:agent test:tehran . test:tehran a kg:Place ."),
    "an office that is a person": ("Office", "test:t kg:tenureOffice test:o . test:o a kg:Person ."),
    "an event that claims": ("Event", "test:e a kg:PhoneCall ; kg:content test:f . test:f a kg:Event ."),
}

if shutil.which(owlready2.JAVA_EXE) is None and not os.environ.get("CI"):
    pytest.skip("the reasoner HermiT needs Java, and there is none here", allow_module_level=True)


def _graph(turtle: str) -> Graph:
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


def _both(name: str, members: str) -> str:
    return f"test:{name} a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( {members} ) ] .\n"


def test_the_ontology_is_consistent_and_every_class_can_have_a_member() -> None:
    assert check_consistency() == []


def test_what_is_disjoint_stays_apart_and_nothing_else_does() -> None:
    # A class that two disjoint ones share is empty: one run of the reasoner tries all pairs.
    pairs = {f"{a}-{b}": f"kg:{a} kg:{b}" for a, b in (*APART, *TOGETHER)}
    impossible = {
        name: f"kg:{class_} [ a owl:Restriction ; owl:onProperty kg:{property_} ; {values} ]"
        for name, class_, property_, values in IMPOSSIBLE
    }
    axioms = "".join(_both(name, members) for name, members in {**pairs, **impossible}.items())
    empty = check_consistency(_graph(axioms))
    expected = {f"{a}-{b}" for a, b in APART} | set(impossible)
    assert {iri.removeprefix("https://example.org/") for iri in empty} == expected


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_a_graph_that_contradicts_the_ontology_is_refused(case: str) -> None:
    with pytest.raises(ShapeError, match="contradicts the ontology"):
        check_consistency(_graph(CONTRADICTIONS[case][1]))


def test_every_asymmetry_has_a_graph_that_it_refuses() -> None:
    ontology = load()
    sorts = (OWL.AsymmetricProperty, OWL.IrreflexiveProperty, OWL.InverseFunctionalProperty)
    declared = {str(p).removeprefix(KG) for sort in sorts for p in ontology.subjects(RDF.type, sort)}
    assert declared - {axiom for axiom, _ in CONTRADICTIONS.values()} == set()


def _declared_disjoint() -> set[frozenset[str]]:
    ontology = load()
    lists = [list(ontology.items(members)) for members in ontology.objects(None, OWL.members)]
    pairs = {frozenset(pair) for members in lists for pair in combinations(members, 2)}
    pairs |= {frozenset(pair) for pair in ontology.subject_objects(OWL.disjointWith)}
    return {frozenset(str(name).removeprefix(KG) for name in pair) for pair in pairs}


def test_every_disjointness_is_tried() -> None:
    assert _declared_disjoint() - {frozenset(pair) for pair in APART} == set()


def test_no_functional_property_can_have_two_values() -> None:
    ontology = load()
    names = sorted(str(p).removeprefix(KG) for p in ontology.subjects(RDF.type, OWL.FunctionalProperty))
    axioms = "".join(
        _both(name, f"owl:Thing [ a owl:Restriction ; owl:onProperty kg:{name} ; {AT_LEAST_TWO} ]") for name in names
    )
    empty = {iri.removeprefix("https://example.org/") for iri in check_consistency(_graph(axioms))}
    assert empty == set(names)
    assert len(names) > 20


def test_without_java_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owlready2, "JAVA_EXE", "no-such-java")
    with pytest.raises(InstallationError, match=r"needs Java.*no-such-java"):
        check_consistency()
