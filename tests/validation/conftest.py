"""A small graph that breaks no rule, for tests that break one rule each."""

from __future__ import annotations

from hashlib import sha256

import pytest
from rdflib import Graph

BASE = "https://w3id.org/communique/id/"
PREFIXES = f"""
@prefix kg: <https://w3id.org/communique/onto#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <{BASE}> .
"""

# Two sentences: what the paper tells itself, and what it has from an unnamed official.
TEXT = (
    "Tehran launched about 200 missiles on October 1. "
    "A US official told the Post that President Joe Biden will call Netanyahu on Wednesday 😀."
)


def _span(kind: str, words: str, sentence: str | None = "S2") -> str:
    start = TEXT.index(words)
    place = f"kg:inSentence :{sentence}" if sentence else "kg:inDocument :D"
    return f'a kg:{kind} ; kg:startChar {start} ; kg:endChar {start + len(words)} ; kg:exact "{words}" ; {place}'


def _claim(holder: str, content: str, phase: str, voice: str, evidence: str) -> str:
    return (
        f"a kg:Claim ; kg:holder :{holder} ; kg:content :{content} ; kg:polarity kg:affirms ; kg:phase kg:{phase} ; "
        f"kg:certainty kg:certain ; kg:voice kg:{voice} ; kg:evidence :{evidence} ."
    )


def article() -> str:
    """Turtle of the two sentences, all kinds of nodes in it."""
    first, second = TEXT.split(". ", 1)
    return f"""{PREFIXES}
:D a kg:Document ; dct:identifier "d" ; dct:title "Call" ; dct:issued "2024-10-09T00:00:00Z"^^xsd:dateTime ;
  dct:language "en" ; kg:textDigest "{sha256(TEXT.encode()).hexdigest()}" ; kg:readerVersion "0.1.0" ;
  kg:publisher :paper .
:S1 {_span("Sentence", first + ".", None)} .
:S2 {_span("Sentence", second, None)} .
:paper a kg:NewsOrganization ; rdfs:label "publisher of d" .
:post a kg:NewsOrganization ; rdfs:label "the Post" .
:il a kg:State ; rdfs:label "Israel" ; kg:isoCode "IL" .
:ir a kg:State ; rdfs:label "Iran" ; kg:isoCode "IR" .
:us a kg:State ; rdfs:label "United States" ; kg:isoCode "US" .
:official a kg:UnnamedSource ; rdfs:label "US official" ; kg:bodyOfState :us .
:biden a kg:Person ; rdfs:label "Joe Biden" .
:netanyahu a kg:Person ; rdfs:label "Netanyahu" .
:tehran a kg:Place ; rdfs:label "Tehran" .
:president a kg:Office ; rdfs:label "President" ; kg:officeIn :us .
:tenure a kg:Tenure ; kg:tenureHolder :biden ; kg:tenureOffice :president ; kg:evidence :m2 .
:m1 {_span("Mention", "Tehran", "S1")} ; kg:refersTo :ir ; kg:lexicalReferent :tehran .
:m2 {_span("Mention", "President Joe Biden")} ; kg:refersTo :biden .
:t1 {_span("Trigger", "launched", "S1")} .
:t2 {_span("Trigger", "call")} .
:cue {_span("Attribution", "told")} ; kg:source :official ; kg:via :post ; kg:stance kg:affirms .
:when {_span("TimeExpression", "October 1", "S1")} ; kg:edtf "2024-10-01" .
:q {_span("Quantity", "about 200 missiles", "S1")} ; kg:value 200.0 ;
  kg:precision kg:approximately ; kg:unit "missiles" .
:attack a kg:MissileAttack ; rdfs:label "launched" ; kg:agent :ir ; kg:evidence :t1 ; kg:status kg:occurred ;
  kg:time :when ; kg:edtf "2024-10-01" ; kg:earliest "2024-10-01T00:00:00Z"^^xsd:dateTime ;
  kg:latest "2024-10-01T23:59:59Z"^^xsd:dateTime ; kg:quantity :q .
:call a kg:PhoneCall ; rdfs:label "call" ; kg:agent :biden ; kg:recipient :netanyahu ; kg:agentParticipation :part ;
  kg:evidence :t2 ; kg:status kg:planned .
:part a kg:Participation ; kg:participationActor :biden ; kg:inCapacity :tenure ; kg:evidence :m2 .
:c1 {_claim("paper", "attack", "occurred", "narratorVoice", "t1")}
:c2 {_claim("paper", "c3", "occurred", "narratorVoice", "cue")}
:c3 {_claim("post", "c4", "occurred", "indirectSpeech", "cue")}
:c4 {_claim("official", "call", "planned", "indirectSpeech", "t2")}
"""


@pytest.fixture
def graph() -> Graph:
    return Graph().parse(data=article(), format="turtle")


@pytest.fixture
def text() -> str:
    return TEXT
