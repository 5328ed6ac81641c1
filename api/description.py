"""What the service is (SPARQL 1.1 Service Description) and what it holds (VoID), as one small graph."""

from __future__ import annotations

from typing import Final

from api.asking import Reply, reply
from kg.store import Store, answer

_MOST: Final = 10_000  # triples

_FORMATS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG",
)  # fmt: skip
_QUERY: Final = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX formats: <http://www.w3.org/ns/formats/>
CONSTRUCT {
  ?service a sd:Service ; sd:endpoint ?endpoint ; sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat ?format ; sd:defaultDataset ?dataset ;
    sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> .
  ?dataset a sd:Dataset , void:Dataset ; dct:title "Communiqué" ; sd:defaultGraph ?graph ;
    void:sparqlEndpoint ?endpoint ; void:vocabulary <https://w3id.org/communique/onto#> ;
    void:triples ?triples ; void:classes ?classes ; void:classPartition ?partition .
  ?graph a sd:Graph , void:Dataset ; void:triples ?triples .
  ?partition void:class ?class ; void:entities ?entities .
} WHERE {
  VALUES (?service ?endpoint ?dataset ?graph) { (<ENDPOINT#service> <ENDPOINT> <ENDPOINT#dataset> <ENDPOINT#default-graph>) }
  { VALUES ?format { FORMATS } }
  UNION { SELECT (COUNT(*) AS ?triples) { ?s ?p ?o } }
  UNION { SELECT (COUNT(DISTINCT ?class) AS ?classes) { ?s a ?class } }
  UNION {
    { SELECT ?class (COUNT(?s) AS ?entities) { ?s a ?class } GROUP BY ?class }
    BIND(IRI(CONCAT("ENDPOINT#class-", ENCODE_FOR_URI(STR(?class)))) AS ?partition)
  }
}"""  # noqa: E501 - a row of VALUES


def describe_service(store: Store, endpoint: str, form: str) -> Reply:
    """The description of the service at an address, in a graph format; QueryError where the address is no IRI."""
    formats = " ".join(f"formats:{name}" for name in _FORMATS)
    text = _QUERY.replace("ENDPOINT", endpoint).replace("FORMATS", formats)
    return reply(answer(store, text).bounded(form, _MOST, _MOST * 1000), form, packed=False)
