"""Whether a store rests on the very texts it names: the digest of each document, and its sentences at their offsets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from rdflib import RDF, Graph
from rdflib.term import Literal, Node, URIRef

from kg.validation.violation import Violation
from kg.vocabulary import DOCUMENT, END_CHAR, EXACT, IDENTIFIER, IN_DOCUMENT, START_CHAR, TEXT_DIGEST


def text_violations(graph: Graph, texts: Mapping[str, str]) -> Iterator[Violation]:
    """Documents whose text is not that of their digest, and sentences that are not what stands at their offsets.

    `texts` gives texts by the identifier of their document; documents without one are passed over, since the
    graph does not hold the whole text. Offsets count Unicode code points.
    """
    for document in sorted(graph.subjects(RDF.type, URIRef(DOCUMENT)), key=str):
        text = texts.get(str(graph.value(document, URIRef(IDENTIFIER))))
        if text is None:
            continue
        digest = sha256(text.encode("utf-8")).hexdigest()
        if digest != str(graph.value(document, URIRef(TEXT_DIGEST))):
            message = f"the text has the digest {digest}, which is not the one that the document carries"
            yield Violation(str(document), "kg:textDigest", message)
        for sentence in sorted(graph.subjects(URIRef(IN_DOCUMENT), document), key=str):
            start, end = _offset(graph, sentence, START_CHAR), _offset(graph, sentence, END_CHAR)
            exact = str(graph.value(sentence, URIRef(EXACT)))
            if start is not None and end is not None and text[start:end] != exact:
                message = f"characters {start} to {end} of the text read {text[start:end]!r}"
                yield Violation(str(sentence), "kg:exact", message, exact)


def _offset(graph: Graph, node: Node, predicate: str) -> int | None:
    literal = graph.value(node, URIRef(predicate))
    value = literal.toPython() if isinstance(literal, Literal) else None
    return value if isinstance(value, int) else None
