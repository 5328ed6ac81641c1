"""The IRIs that graphs are written with: the project's own ontology and the few terms borrowed from others.

Everything here is defined in `ontology/` (a test compares the two both ways). Event classes, actor classes and
code values that come as data (`ActorType`, `Status`, the lexicon's event types) are minted with `term`.
"""

from __future__ import annotations

from typing import Final

ONTOLOGY: Final = "https://w3id.org/communique/onto"
KG: Final = ONTOLOGY + "#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCT: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
ORG: Final = "http://www.w3.org/ns/org#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SH: Final = "http://www.w3.org/ns/shacl#"

WIKIDATA: Final = "http://www.wikidata.org/entity/"
DEFAULT_BASE: Final = "https://w3id.org/communique/id/"

PREFIXES: Final[dict[str, str]] = {
    "kg": KG,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": SKOS,
    "dct": DCT,
    "prov": PROV,
    "org": ORG,
    "owl": OWL,
}


def term(name: str) -> str:
    """IRI of a term of the project's ontology: `term("PhoneCall")`."""
    return KG + name


# borrowed
TYPE: Final = RDF + "type"
LABEL: Final = RDFS + "label"
ALT_LABEL: Final = SKOS + "altLabel"
EXACT_MATCH: Final = SKOS + "exactMatch"
TITLE: Final = DCT + "title"
ISSUED: Final = DCT + "issued"
IDENTIFIER: Final = DCT + "identifier"
LANGUAGE: Final = DCT + "language"
SOURCE: Final = DCT + "source"
DATE_TIME: Final = XSD + "dateTime"
INTEGER: Final = XSD + "integer"
NON_NEGATIVE_INTEGER: Final = XSD + "nonNegativeInteger"
DECIMAL: Final = XSD + "decimal"
BOOLEAN: Final = XSD + "boolean"
STRING: Final = XSD + "string"

# actors and offices (the actor classes are those of kg.model.ActorType)
ACTOR: Final = KG + "Actor"
OFFICE: Final = KG + "Office"
TENURE: Final = KG + "Tenure"
PLACE: Final = KG + "Place"
ISO_CODE: Final = KG + "isoCode"
BODY_OF_STATE: Final = KG + "bodyOfState"
OFFICE_IN: Final = KG + "officeIn"
TENURE_HOLDER: Final = KG + "tenureHolder"
TENURE_OFFICE: Final = KG + "tenureOffice"
FORMER: Final = KG + "former"
IN_FORCE_FROM: Final = KG + "inForceFrom"
IN_FORCE_UNTIL: Final = KG + "inForceUntil"

# events
EVENT: Final = KG + "Event"
PARTICIPANT: Final = KG + "participant"
AGENT: Final = KG + "agent"
RECIPIENT: Final = KG + "recipient"
PARTICIPATION: Final = KG + "Participation"
HAS_PARTICIPATION: Final = KG + "participation"
AGENT_PARTICIPATION: Final = KG + "agentParticipation"
RECIPIENT_PARTICIPATION: Final = KG + "recipientParticipation"
PARTICIPATION_ACTOR: Final = KG + "participationActor"
IN_CAPACITY: Final = KG + "inCapacity"
THEME: Final = KG + "theme"
IN_RETALIATION_FOR: Final = KG + "inRetaliationFor"
OCCURS_AT: Final = KG + "occursAt"
STATUS: Final = KG + "status"
DISPUTED: Final = KG + "disputed"

# inferred: written by the rules of ontology/rules only
PARTICIPATES_IN: Final = KG + "participatesIn"
INVOLVES_STATE: Final = KG + "involvesState"
IN_CONTACT_WITH: Final = KG + "inContactWith"
CONTACT: Final = KG + "Contact"

# claims
CLAIM: Final = KG + "Claim"
HOLDER: Final = KG + "holder"
CONTENT: Final = KG + "content"
POLARITY: Final = KG + "polarity"
PHASE: Final = KG + "phase"
CERTAINTY: Final = KG + "certainty"
VOICE: Final = KG + "voice"
DENIES: Final = KG + "denies"
AFFIRMS: Final = KG + "affirms"
NEGATES: Final = KG + "negates"
UNCOMMITTED: Final = KG + "uncommitted"

# text
DOCUMENT: Final = KG + "Document"
TEXT_SPAN: Final = KG + "TextSpan"
SENTENCE: Final = KG + "Sentence"
MENTION: Final = KG + "Mention"
TRIGGER: Final = KG + "Trigger"
ATTRIBUTION: Final = KG + "Attribution"
ATTRIBUTION_SOURCE: Final = KG + "source"
VIA: Final = KG + "via"
STANCE: Final = KG + "stance"
PUBLISHER: Final = KG + "publisher"
TEXT_DIGEST: Final = KG + "textDigest"
READER_VERSION: Final = KG + "readerVersion"
START_CHAR: Final = KG + "startChar"
PARAGRAPH: Final = KG + "paragraph"
END_CHAR: Final = KG + "endChar"
EXACT: Final = KG + "exact"
IN_DOCUMENT: Final = KG + "inDocument"
IN_SENTENCE: Final = KG + "inSentence"
REFERS_TO: Final = KG + "refersTo"
LEXICAL_REFERENT: Final = KG + "lexicalReferent"
EVIDENCE: Final = KG + "evidence"

# time and quantity
TIME_EXPRESSION: Final = KG + "TimeExpression"
HAS_TIME: Final = KG + "time"
EARLIEST: Final = KG + "earliest"
LATEST: Final = KG + "latest"
EDTF: Final = KG + "edtf"
QUANTITY: Final = KG + "Quantity"
HAS_QUANTITY: Final = KG + "quantity"
VALUE: Final = KG + "value"
PRECISION: Final = KG + "precision"
UNIT: Final = KG + "unit"

# links across articles
LINKSET: Final = KG + "Linkset"
IN_LINKSET: Final = KG + "inLinkset"
LINK: Final = KG + "Link"
COMPUTED_LINK: Final = KG + "ComputedLink"
DECISION: Final = KG + "Decision"
MERGE: Final = KG + "Merge"
SPLIT: Final = KG + "Split"
EVENT_CLUSTER: Final = KG + "EventCluster"
SAME_ACTOR_AS: Final = KG + "sameActorAs"
SAME_EVENT_AS: Final = KG + "sameEventAs"
SAME_TEXT_AS: Final = KG + "sameTextAs"
LINK_OF: Final = KG + "linkOf"
LINK_DOCUMENT: Final = KG + "linkDocument"
SCORE: Final = KG + "score"
REASON: Final = KG + "reason"
METHOD: Final = KG + "method"
DECIDED_BY: Final = KG + "decidedBy"
DECIDED_ON: Final = KG + "decidedOn"
SPLIT_IN: Final = KG + "splitIn"
CLUSTER_MEMBER: Final = KG + "clusterMember"
REPORT_COUNT: Final = KG + "reportCount"
ORIGIN_COUNT: Final = KG + "originCount"
ORIGIN: Final = KG + "origin"
SAMENESS: Final = (SAME_ACTOR_AS, SAME_EVENT_AS, SAME_TEXT_AS)
