"""Named questions: SPARQL files with a header of `#+` lines in YAML.

    #+ summary: Who said it
    #+ question: Who says that missiles were launched?
    #+ parameters:
    #+   type: {type: iri, default: "kg:Event", example: "kg:MissileAttack", description: "event class"}

A parameter with `list: true` takes several values, and is bound to each of them.

`question` is a competency question that the query answers, with each parameter's `example` where it has one.

A parameter `x` is bound to the variable `?x`, as an RDF term, by a VALUES block at the head of the outermost group. A
nested group (a branch of UNION, a sub-select) has a scope of its own: its FILTERs do not see the parameter, so compare
with it in the outermost group.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from kg import vocabulary as v
from kg.errors import QueryError

_KEYS = {"summary", "description", "question", "theme", "parameters"}
_PARAMETER_KEYS = {"type", "default", "description", "example", "list"}
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_VARIABLE = re.compile(r"[a-z][a-z0-9_]*")
_DATATYPES = {"string": v.STRING, "integer": v.INTEGER, "decimal": v.DECIMAL, "boolean": v.BOOLEAN, "date": v.DATE_TIME}
_LEXICAL = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]*\.?[0-9]+"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
_OPAQUE = re.compile(r"""<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*""")  # no brace in it opens a group
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s\x00-\x20<>\"{}|\\^`]*", re.I)


@dataclass(frozen=True, slots=True)
class Term:
    """An RDF term as plain data: an IRI (no datatype), or a literal with its datatype's IRI."""

    value: str
    datatype: str | None

    @property
    def sparql(self) -> str:
        """The term as SPARQL writes it, with everything that could end it escaped."""
        if self.datatype is None:
            return f"<{self.value}>"
        escaped = self.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
        return f'"{escaped}"^^<{self.datatype}>'


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its type ("iri", "string", "integer", "decimal", "boolean", "date"), a default if it has one.

    `example` is a value with which the query answers its competency question.
    """

    name: str
    type: str
    description: str = ""
    default: Any = None
    example: Any = None
    list: bool = False

    @property
    def required(self) -> bool:
        """Whether a caller must give it."""
        return self.default is None

    def terms(self, value: Any, place: str) -> tuple[Term, ...]:
        """The RDF terms of a value or, where the parameter takes them, of several; QueryError where one is none."""
        if not isinstance(value, list | tuple):
            return (self.term(value, place),)
        if not self.list and len(value) != 1:
            raise QueryError(f"parameter {self.name} takes one value, not {len(value)}", place=place)
        if not value:
            raise QueryError(f"parameter {self.name} has no value", place=place)
        return tuple(self.term(one, place) for one in value)

    def term(self, value: Any, place: str) -> Term:
        """The RDF term of a value; QueryError where it is not of the type. `kg:X` names a term of the ontology."""
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise QueryError(f"parameter {self.name} holds half a character: {value!r}", place=place)
        if self.type == "iri":
            prefix, _, rest = text.partition(":")
            if prefix in v.PREFIXES and not rest.startswith("//"):
                text = v.PREFIXES[prefix] + rest
            if not _IRI.fullmatch(text):
                raise QueryError(f"parameter {self.name} must be an IRI, not {value!r}", place=place)
            return Term(text, None)
        pattern = _LEXICAL.get(self.type)
        if pattern is not None and not pattern.fullmatch(text):
            raise QueryError(f"parameter {self.name} must be of type {self.type}, not {value!r}", place=place)
        if self.type == "date":
            try:
                text = f"{date.fromisoformat(text)}T00:00:00Z"
            except ValueError as error:
                raise QueryError(f"parameter {self.name}: there is no day {value!r}", place=place) from error
        return Term(text, _DATATYPES[self.type])


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question of the library."""

    name: str
    text: str
    summary: str
    description: str = ""
    theme: str = ""
    parameters: tuple[Parameter, ...] = ()
    question: str = ""

    @property
    def examples(self) -> dict[str, str]:
        """The values of the parameters with which the query answers its question."""
        return {p.name: str(p.example) for p in self.parameters if p.example is not None}

    def bound(self, values: Mapping[str, str | Sequence[str]]) -> str:
        """The query with its parameters bound, each in a VALUES block.

        Raises QueryError for an unknown, missing or ill-typed parameter.
        """
        known = {p.name: p for p in self.parameters}
        for name in values:
            if name not in known:
                names = ", ".join(known) or "none"
                raise QueryError(f"unknown parameter {name!r}; the parameters are: {names}", place=self.name)
        blocks = []
        for parameter in self.parameters:
            value = values.get(parameter.name, parameter.default)
            if value is None:
                raise QueryError(f"parameter {parameter.name} ({parameter.type}) is missing", place=self.name)
            terms = " ".join(term.sparql for term in parameter.terms(value, self.name))
            blocks.append(f"VALUES ?{parameter.name} {{ {terms} }}")
        return _with_values(self.text, "\n  ".join(blocks), self.name) if blocks else self.text


def _with_values(text: str, block: str, place: str) -> str:
    """Put a VALUES block first in the outermost group: the group of WHERE, or of an ASK or SELECT without that word."""
    bare = _OPAQUE.sub(lambda found: " " * len(found.group()), text)
    start = re.search(r"\bWHERE\s*\{", bare, re.I)
    if start is None and not re.search(r"\bCONSTRUCT\b", bare, re.I):
        start = re.search(r"\{", bare)
    if start is None:
        raise QueryError("the query has parameters but no WHERE { to bind them in", place=place)
    return f"{text[: start.end()]}\n  {block}{text[start.end() :]}"


@dataclass(slots=True)
class Library:
    """The named questions of some folders; files that cannot be read are told in `faults`, the others stand."""

    queries: dict[str, NamedQuery] = field(default_factory=dict)
    faults: list[QueryError] = field(default_factory=list)

    @classmethod
    def load(cls, folders: Iterable[Path]) -> Library:
        """Read all `*.rq` of the folders; a later folder's file takes the place of an earlier one of the same name."""
        library = cls()
        for folder in folders:
            if not folder.is_dir():
                library.faults.append(QueryError("there is no such folder of queries", place=str(folder)))
                continue
            for path in sorted(folder.glob("*.rq")):
                try:
                    library.queries[path.stem] = read_query(
                        path.stem, path.read_text(encoding="utf-8"), place=path.name
                    )
                except (OSError, UnicodeDecodeError) as error:
                    library.faults.append(QueryError(f"the file cannot be read: {error}", place=path.name))
                except QueryError as error:
                    library.faults.append(error)
        return library

    def get(self, name: str) -> NamedQuery:
        """The question of that name; QueryError with the nearest names where there is none."""
        if name in self.queries:
            return self.queries[name]
        near = difflib.get_close_matches(name, self.queries, n=3, cutoff=0.4)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; `kg query --list` shows them all"
        raise QueryError(f"there is no query {name!r}{hint}")


def read_query(name: str, text: str, *, place: str) -> NamedQuery:
    """A question from its text; QueryError (with `place`) for a header that is wrong."""
    if not _NAME.fullmatch(name):
        raise QueryError(f"a query's name is lower-case words with hyphens, not {name!r}", place=place)
    header = "\n".join(line[2:] for line in text.splitlines() if line.startswith("#+"))
    try:
        data = yaml.safe_load(header) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: an impossible date
        raise QueryError(f"the header is no YAML: {error}", place=place) from error
    if not isinstance(data, dict) or not data.get("summary"):
        raise QueryError("the header (lines that begin with #+) has no summary", place=place)
    unknown = set(data) - _KEYS
    if unknown:
        raise QueryError(f"the header has the unknown key {sorted(unknown)[0]!r}", place=place)
    given = data.get("parameters") or {}
    if not isinstance(given, dict):
        raise QueryError(f"parameters is no mapping of names but {given!r}", place=place)
    parameters = tuple(_parameter(key, value, place) for key, value in given.items())
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip() + "\n"
    found = NamedQuery(
        name,
        body,
        summary=str(data["summary"]),
        description=str(data.get("description", "")),
        theme=str(data.get("theme", "")),
        parameters=parameters,
        question=str(data.get("question", "")),
    )
    if parameters:
        _with_values(body, "", place)
    return found


def _parameter(name: str, data: Any, place: str) -> Parameter:
    if not isinstance(data, dict) or set(data) - _PARAMETER_KEYS:
        raise QueryError(f"parameter {name}: {data!r} is no mapping of {sorted(_PARAMETER_KEYS)}", place=place)
    kind = data.get("type", "string")
    if kind not in {*_DATATYPES, "iri"} or not _VARIABLE.fullmatch(str(name)):
        raise QueryError(f"parameter {name}: unknown type {kind!r}, or a name that is no variable's", place=place)
    several = data.get("list", False)
    if not isinstance(several, bool):
        raise QueryError(f"parameter {name}: list is true or false, not {several!r}", place=place)
    told = (data.get("default"), data.get("example"))
    parameter = Parameter(str(name), kind, data.get("description", ""), *told, several)
    for value in told:
        if value is not None:
            parameter.terms(value, place)
    return parameter
