from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.namespace import ORG
from rdflib.term import BNode

from kg import vocabulary
from kg.model import ActorType, Status, Voice
from kg.ontology import Kind, class_ancestors, event_ancestors, load, terms
from kg.resources import ontology_files, ontology_folder
from kg.vocabulary import ACTOR, KG, ONTOLOGY, term

# Each event type, indented below its parent: the tree that annotators and the lexicon share.
EVENT_TREE = """
Event
  Communication
    Consultation
      PhoneCall VideoCall Meeting Visit Negotiation
    Statement
      Warning Threat Denial Question Request Invitation Notification Refusal Assurance Accusation Endorsement Agreement
  MilitaryAction
    Attack
      MissileAttack RocketFire Airstrike DroneAttack Shelling Bombing Assassination GroundOperation Raid Clash
    Retaliation Interception Deployment Withdrawal MilitaryExercise WeaponTest MilitaryAid Capture ArmedConflict
    Ceasefire
  OfficialAct
    Approval Order Obstruction Postponement Cancellation Condition Appointment Cooperation Aid Concession Release
    Sanction
      Expulsion
    Coercion
      Arrest
  PublicAction
    Protest
"""
CODE_LISTS = {
    "Polarity": ("affirms", "negates", "uncommitted"),
    "Phase": tuple(status.value for status in Status),
    "Certainty": ("certain", "probable", "uncertain", "unspecified"),
    "Voice": tuple(voice.value for voice in Voice),
    "Precision": ("exactly", "approximately", "atLeast", "atMost", "nearly", "severalOf"),
}
# Steps in a property chain: an axiom needs them, no code and no graph.
FOR_THE_REASONER = ("stateItself", "contactItself")


def _event_tree() -> dict[str, tuple[str, ...]]:
    tree: dict[str, tuple[str, ...]] = {}
    path: list[str] = []
    for line in EVENT_TREE.strip().splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        for name in line.split():
            path[depth:] = [name]
            tree[name] = tuple(reversed(path[:depth]))
    return tree


def _vocabulary() -> set[str]:
    """Every term that code and graphs use."""
    constants = {
        value for value in vars(vocabulary).values() if isinstance(value, str) and value.startswith(KG) and value != KG
    }
    names = [*ActorType, *_event_tree(), *CODE_LISTS, *(code for codes in CODE_LISTS.values() for code in codes)]
    return constants | {term(name) for name in names}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load()


def test_what_code_and_graphs_use_is_what_the_ontology_defines(ontology: Graph) -> None:
    # The schemes are the lists' own nodes: they hold the codes together and stand in no graph of an article.
    defined = {found.iri for found in terms(ontology) if found.kind is not Kind.CODE_LIST}
    defined -= {term(name) for name in FOR_THE_REASONER}
    assert sorted(defined - _vocabulary()) == []
    assert sorted(_vocabulary() - defined) == []


def test_nothing_of_our_namespace_stands_in_an_axiom_without_a_definition(ontology: Graph) -> None:
    used = {
        node
        for triple in ontology
        for node in triple
        if isinstance(node, URIRef) and node.startswith(KG) and node != URIRef(KG)
    }
    assert sorted(used - {URIRef(found.iri) for found in terms(ontology)}) == []


def test_every_term_has_one_english_label_one_definition_and_one_module(ontology: Graph) -> None:
    modules = {f"{ONTOLOGY}/{path.stem}" for path in ontology_files()}
    for found in terms(ontology):
        node = URIRef(found.iri)
        for predicate in (RDFS.label, SKOS.definition):
            texts = list(ontology.objects(node, predicate))
            assert len(texts) == 1, (found.name, predicate)
            assert isinstance(texts[0], Literal)
            assert texts[0].language == "en", (found.name, predicate)
            assert str(texts[0]).strip()
        assert len(list(ontology.objects(node, RDFS.isDefinedBy))) == 1, found.name
        assert str(ontology.value(node, RDFS.isDefinedBy)) in modules, found.name


def test_labels_tell_terms_of_one_kind_apart(ontology: Graph) -> None:
    labels = [(found.kind, found.label) for found in terms(ontology)]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("path", ontology_files(), ids=lambda path: path.stem)
def test_every_module_says_what_it_is(path: Path) -> None:
    graph = Graph().parse(path, format="turtle")
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    wanted = {"versionIRI", "versionInfo", "title", "description", "license", "creator", "created"}
    wanted |= {"preferredNamespacePrefix", "preferredNamespaceUri"}
    said = {str(predicate).replace("#", "/").rsplit("/", 1)[-1] for predicate in graph.predicates(header)}
    assert wanted - said == set()
    created = graph.value(header, URIRef(vocabulary.DCT + "created"))
    assert isinstance(created, Literal)
    assert created.datatype == XSD.dateTime
    # The terms that a module claims to define are its own.
    assert {str(module) for module in graph.objects(None, RDFS.isDefinedBy)} <= {str(header)}


def test_modules_import_only_one_another() -> None:
    known = {ONTOLOGY, *(f"{ONTOLOGY}/{path.stem}" for path in ontology_files())}
    for path in ontology_files():
        graph = Graph().parse(path, format="turtle")
        assert {str(target) for target in graph.objects(None, OWL.imports)} <= known


def test_the_merged_ontology_has_one_header_and_no_import(ontology: Graph) -> None:
    assert list(ontology.subjects(RDF.type, OWL.Ontology)) == [URIRef(ONTOLOGY)]
    assert list(ontology.triples((None, OWL.imports, None))) == []


def test_event_classes_are_the_tree_that_annotators_use(ontology: Graph) -> None:
    assert event_ancestors(ontology) == _event_tree()


def test_actor_classes_are_those_of_the_records(ontology: Graph) -> None:
    tree = class_ancestors(ACTOR, ontology)
    assert set(tree) == {"Actor", *ActorType}
    below_organization = {name for name, ancestors in tree.items() if "Organization" in ancestors}
    assert below_organization == {
        "GovernmentBody",
        "NewsOrganization",
        "ArmedGroup",
        "ArmedForce",
        "InternationalOrganization",
    }


@pytest.mark.parametrize("name", CODE_LISTS)
def test_codes_are_in_the_scheme_of_their_list(ontology: Graph, name: str) -> None:
    codes = {URIRef(term(code)) for code in CODE_LISTS[name]}
    assert set(ontology.subjects(RDF.type, URIRef(term(name)))) == codes
    assert set(ontology.subjects(SKOS.inScheme, URIRef(term(name + "Scheme")))) == codes


@pytest.mark.parametrize("name", CODE_LISTS)
def test_codes_of_a_list_are_declared_different(ontology: Graph, name: str) -> None:
    lists = [set(ontology.items(members)) for members in ontology.objects(None, OWL.distinctMembers)]
    assert {URIRef(term(code)) for code in CODE_LISTS[name]} in lists


def test_analysts_find_event_types_by_plover_and_cameo_codes(ontology: Graph) -> None:
    notations = {found.name: found.notations for found in terms(ontology) if found.notations}
    assert notations["PhoneCall"] == ("CAMEO:041", "PLOVER:CONSULT/phone")
    assert set(notations) <= set(_event_tree())
    assert all(code.startswith(("PLOVER:", "CAMEO:")) for codes in notations.values() for code in codes)


def test_short_forms_follow_from_participations(ontology: Graph) -> None:
    for short, long in (("agent", "agentParticipation"), ("recipient", "recipientParticipation")):
        assert (URIRef(term(short)), RDFS.subPropertyOf, URIRef(term("participant"))) in ontology
        assert (URIRef(term(long)), RDFS.subPropertyOf, URIRef(term("participation"))) in ontology
        chain = ontology.value(URIRef(term(short)), OWL.propertyChainAxiom)
        assert chain is not None
        assert list(ontology.items(chain)) == [URIRef(term(long)), URIRef(term("participationActor"))]


def test_the_terms_borrowed_by_subclass_exist_where_they_are_borrowed_from(ontology: Graph) -> None:
    borrowed = {
        parent
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf)
        for parent in ontology.objects(None, predicate)
        if isinstance(parent, URIRef) and not str(parent).startswith((KG, str(SKOS)))
    }
    assert borrowed == {PROV.Agent, PROV.Entity, ORG.Organization, ORG.Post, ORG.Membership, ORG.member, ORG.postIn}


# ------------------------------------------------------------------ OWL 2 DL, as far as a graph shows it


def test_no_literal_and_no_range_is_an_xsd_date(ontology: Graph) -> None:
    # HermiT breaks off on xsd:date, which is no datatype of OWL 2.
    assert [s for s, p, o in ontology if XSD.date in (o, getattr(o, "datatype", None))] == []


def test_a_property_made_by_a_chain_carries_no_axiom_that_needs_a_simple_one(ontology: Graph) -> None:
    made = set(ontology.subjects(OWL.propertyChainAxiom)) | set(ontology.subjects(RDF.type, OWL.TransitiveProperty))
    compound = {parent for p in made for parent in ontology.transitive_objects(p, RDFS.subPropertyOf)}
    simple_only = (
        OWL.FunctionalProperty,
        OWL.InverseFunctionalProperty,
        OWL.AsymmetricProperty,
        OWL.IrreflexiveProperty,
    )
    for property_ in compound:
        assert set(ontology.objects(property_, RDF.type)) & set(simple_only) == set(), property_
        for restriction in ontology.subjects(OWL.onProperty, property_):
            counted = {OWL.cardinality, OWL.minCardinality, OWL.maxCardinality, OWL.qualifiedCardinality}
            assert set(ontology.predicates(restriction)) & counted == set(), property_


def test_every_property_in_use_is_declared_as_one_sort_of_property(ontology: Graph) -> None:
    sorts = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    built_in = (str(RDF), str(RDFS), str(OWL))
    for predicate in set(ontology.predicates()):
        if not str(predicate).startswith(built_in):
            assert len(set(ontology.objects(predicate, RDF.type)) & sorts) == 1, predicate
    for found in terms(ontology):
        assert len(set(ontology.objects(URIRef(found.iri), RDF.type)) & (sorts | {OWL.Class})) <= 1, found.name


def test_several_domains_or_ranges_are_never_given_side_by_side(ontology: Graph) -> None:
    # Two domains mean both at once; who writes them nearly always means either.
    for found in terms(ontology):
        for predicate in (RDFS.domain, RDFS.range):
            assert len(list(ontology.objects(URIRef(found.iri), predicate))) <= 1, found.name


def test_every_property_has_a_domain_and_a_range(ontology: Graph) -> None:
    for found in terms(ontology):
        if found.kind in {Kind.OBJECT_PROPERTY, Kind.DATATYPE_PROPERTY}:
            for predicate in (RDFS.domain, RDFS.range):
                assert isinstance(ontology.value(URIRef(found.iri), predicate), URIRef | BNode), found.name


def test_the_example_in_the_readme_uses_the_ontology_as_it_is(ontology: Graph) -> None:
    readme = (ontology_folder() / "README.md").read_text(encoding="utf-8")
    (turtle,) = re.findall(r"```turtle\n(.*?)```", readme, flags=re.DOTALL)
    example = Graph().parse(data=turtle, format="turtle")
    ours = {node for triple in example for node in triple if isinstance(node, URIRef) and node.startswith(KG)}
    assert ours <= {URIRef(found.iri) for found in terms(ontology)}
    (sentence,) = re.findall(r"^\*(.*)\*$", readme, flags=re.MULTILINE)
    for span in example.subjects(URIRef(vocabulary.EXACT)):
        start, end = (int(str(example.value(span, URIRef(p)))) for p in (vocabulary.START_CHAR, vocabulary.END_CHAR))
        assert sentence[start:end] == str(example.value(span, URIRef(vocabulary.EXACT)))
