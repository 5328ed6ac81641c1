"""From a resolution to quads: the shape of the graph. Only what takes part in something is stated."""

from __future__ import annotations

from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from kg import __version__
from kg import vocabulary as v
from kg.iris import Minter, slug, status_graph
from kg.model import ActorType, Claim, Entity, Event, MentionKind, Quantity, Resolution, RoleName, Tenure
from kg.statements.sheet import Sheet, boolean, decimal, first_instant, last_instant, number, term

_PRECISION = {
    "exact": "exactly",
    "about": "approximately",
    "atLeast": "atLeast",
    "atMost": "atMost",
    "nearly": "nearly",
    "several": "severalOf",
}


def article_quads(resolution: Resolution, base: str = v.DEFAULT_BASE) -> tuple[Quad, ...]:
    """The quads of one article, each once, in an order that depends on the text alone."""
    return _Writer(resolution, base).write()


class _Writer:
    def __init__(self, resolution: Resolution, base: str) -> None:
        self.resolution = resolution
        self.reading = resolution.reading
        self.document = self.reading.document
        self.base = base
        self.sheet = Sheet(Minter(self.document.id, base), self.reading.sentences, self.document.text)
        self.nodes: dict[int, NamedNode] = {}
        self.events: dict[int, NamedNode] = {}
        self.claims: dict[int, NamedNode] = {}
        self.tenures: dict[int, list[tuple[Tenure, NamedNode]]] = {}
        self.publisher = self._publisher()

    def write(self) -> tuple[Quad, ...]:
        self._document()
        for event in self.resolution.events:
            first = self.reading.events[event.mentions[0]]
            self.events[event.index] = self.sheet.local("event", first.span.start, first.span.end, event.type)
        for tenure in self.resolution.tenures:
            self._tenure(tenure)
        for event in self.resolution.events:
            self._event(event)
        for attribution in range(len(self.reading.attributions)):
            self._attribution(attribution)
        for claim in self.resolution.claims:
            self._claim(claim)
        self._denials()
        self._metonyms()
        return self.sheet.quads()

    # ------------------------------------------------------------------ document and sentences

    def _publisher(self) -> NamedNode:
        if self.document.publisher:
            return self.sheet.shared(f"organization/{slug(self.document.publisher)}")
        return self.sheet.local("actor", "publisher")

    def _document(self) -> None:
        node = NamedNode(self.sheet.minter.document)
        say, document = self.sheet.text, self.document
        say(node, v.TYPE, NamedNode(v.DOCUMENT))
        say(node, v.IDENTIFIER, Literal(document.id))
        say(node, v.TEXT_DIGEST, Literal(document.digest))
        say(node, v.LANGUAGE, Literal(document.language))
        say(node, v.PUBLISHER, self.publisher)
        if document.title:
            say(node, v.TITLE, Literal(document.title))
        if document.published:
            say(node, v.ISSUED, first_instant(document.published))
        if document.url:
            say(node, v.SOURCE, Literal(document.url))
        say(node, v.READER_VERSION, Literal(__version__))
        self.sheet.given(self.publisher, v.TYPE, term(ActorType.NEWS_ORGANIZATION))
        self.sheet.given(self.publisher, v.LABEL, Literal(document.publisher or f"publisher of {document.id}"))
        for sentence in self.reading.sentences:
            iri = self.sheet.sentence_iri(sentence.index)
            say(iri, v.TYPE, NamedNode(v.SENTENCE))
            say(iri, v.IN_DOCUMENT, node)
            say(iri, v.PARAGRAPH, number(sentence.paragraph))
            self.sheet.offsets(iri, sentence.span)

    # ------------------------------------------------------------------ actors, offices

    def actor(self, entity: int) -> NamedNode:
        """The node of an actor; what it is and is called is stated when it is first asked for."""
        if entity in self.nodes:
            return self.nodes[entity]
        found = self.resolution.entities[entity]
        node = self._actor_node(found)
        self.nodes[entity] = node
        introduced = self._sentences_naming(found, found.name)
        self.sheet.world(node, v.TYPE, term(found.type), introduced[:1])
        if found.name == found.authority_name:
            self.sheet.given(node, v.LABEL, Literal(found.name))
        else:
            self.sheet.world(node, v.LABEL, Literal(found.name), introduced[:1])
        if found.wikidata:
            self.sheet.given(node, v.EXACT_MATCH, NamedNode(v.WIKIDATA + found.wikidata))
        for alias in found.aliases:
            self.sheet.world(node, v.ALT_LABEL, Literal(alias), self._sentences_naming(found, alias)[:1])
        if found.state and found.type is ActorType.STATE:
            self.sheet.given(node, v.ISO_CODE, Literal(found.state))
        elif found.state and found.type in {ActorType.GOVERNMENT_BODY, ActorType.ARMED_FORCE}:
            state = next(
                (e for e in self.resolution.entities if e.type is ActorType.STATE and e.state == found.state), None
            )
            if state is not None:
                self.sheet.world(node, v.BODY_OF_STATE, self.actor(state.index), introduced[:1])
        return node

    def _actor_node(self, entity: Entity) -> NamedNode:
        if entity.local:
            return NamedNode(f"{self.sheet.minter.document}/{entity.key}")
        return self.sheet.shared(entity.key)

    def _sentences_naming(self, entity: Entity, name: str) -> list[int]:
        """The sentences that use a name of the entity, or, where none does, the first that mentions it."""
        own = [self.reading.mentions[m] for m in entity.mentions]
        text = self.document.text
        using = [m.sentence for m in own if m.name == name or text[m.span.start : m.span.end] == name]
        return sorted(set(using)) or sorted({m.sentence for m in own})[:1]

    def mention(self, index: int) -> NamedNode:
        """The node of a mention, with what it refers to."""
        mention = self.reading.mentions[index]
        node = self.sheet.span("mention", v.MENTION, mention.span, mention.sentence)
        for entity in self.resolution.entity_of.get(index, ()):
            self.sheet.text(node, v.REFERS_TO, self.actor(entity))
        if mention.place and mention.kind is MentionKind.STATE:
            self.sheet.text(node, v.LEXICAL_REFERENT, self.place(mention.place, mention.sentence))
        return node

    def place(self, name: str, sentence: int) -> NamedNode:
        """The node of a place."""
        node = self.sheet.shared(f"place/{slug(name)}")
        self.sheet.world(node, v.TYPE, NamedNode(v.PLACE), [sentence])
        self.sheet.world(node, v.LABEL, Literal(name), [sentence])
        return node

    def _tenure(self, tenure: Tenure) -> None:
        holder = self.actor(tenure.holder)
        sentences = sorted({self.reading.mentions[m].sentence for m in tenure.mentions})[:1]
        owner = self.actor(tenure.of) if tenure.of is not None else None
        of_key = self.resolution.entities[tenure.of].key if tenure.of is not None else "unknown"
        office_key = f"{of_key.replace('/', '-')}/{slug(tenure.title)}"
        local = tenure.of is None or self.resolution.entities[tenure.of].local
        office = self.sheet.local("office", office_key) if local else self.sheet.shared(f"office/{office_key}")
        say = self.sheet.world
        say(office, v.TYPE, NamedNode(v.OFFICE), sentences)
        say(office, v.LABEL, Literal(tenure.title), sentences)
        if owner is not None and tenure.known:
            self.sheet.given(office, v.OFFICE_IN, owner)
        elif owner is not None:
            say(office, v.OFFICE_IN, owner, sentences)
        node = self.sheet.local("tenure", holder.value, office.value)
        say(node, v.TYPE, NamedNode(v.TENURE), sentences)
        say(node, v.TENURE_HOLDER, holder, sentences)
        say(node, v.TENURE_OFFICE, office, sentences)
        if tenure.former:
            say(node, v.FORMER, boolean(True), sentences)
        if tenure.start:
            self.sheet.given(node, v.IN_FORCE_FROM, first_instant(tenure.start))
        if tenure.end:
            self.sheet.given(node, v.IN_FORCE_UNTIL, last_instant(tenure.end))
        self.sheet.text(node, v.EVIDENCE, self.mention(tenure.mentions[0]))
        self.tenures.setdefault(tenure.holder, []).append((tenure, node))

    # ------------------------------------------------------------------ events

    def _event(self, event: Event) -> None:
        node = self.events[event.index]
        mentions = [self.reading.events[m] for m in event.mentions]
        sentences = sorted({m.sentence for m in mentions})
        self.sheet.world(node, v.TYPE, term(event.type), sentences)
        self.sheet.text(node, v.LABEL, Literal(self._label(event)))
        for mention in mentions:
            self.sheet.text(node, v.EVIDENCE, self.sheet.span("trigger", v.TRIGGER, mention.words, mention.sentence))
        for role, entity, where in event.participants:
            self._participant(node, event, role, entity, where)
        if event.time is not None:
            self._time(node, event.time)
        for place in event.places:
            found = self.reading.places[place]
            self.sheet.world(node, v.OCCURS_AT, self.place(found.name, found.sentence), [found.sentence])
        if event.quantity is not None:
            self._quantity(node, event.quantity)
        for predicate, target in ((v.THEME, event.theme), (v.IN_RETALIATION_FOR, event.cause)):
            if target is not None:
                self.sheet.world(node, predicate, self.events[target], sentences[:1])
        self._status(node, event)

    def _label(self, event: Event) -> str:
        """A line for people: "phone call: Joe Biden, Benjamin Netanyahu (2024-10-09)"."""
        words = "".join(f" {c.lower()}" if c.isupper() else c for c in event.type).strip()
        sides = [", ".join(self._names(event, role)) for role in (RoleName.AGENT, RoleName.RECIPIENT)]
        who = " → ".join(side for side in sides if side)
        when = self.reading.times[event.time].value if event.time is not None else None
        return words + (f": {who}" if who else "") + (f" ({when})" if when else "")

    def _names(self, event: Event, role: RoleName) -> list[str]:
        return [self.resolution.entities[e].name for r, e, _ in event.participants if r is role]

    def _status(self, node: NamedNode, event: Event) -> None:
        status, disputed = self.resolution.statuses[event.index]
        graph = NamedNode(status_graph(self.document.id, self.base))
        self.sheet.computed(node, v.STATUS, term(status), graph)
        if disputed:
            self.sheet.computed(node, v.DISPUTED, boolean(True), graph)

    def _participant(self, node: NamedNode, event: Event, role: RoleName, entity: int, where: int) -> None:
        actor = self.actor(entity)
        sentence = self.reading.mentions[where].sentence
        agent = role is RoleName.AGENT
        self.sheet.world(node, v.AGENT if agent else v.RECIPIENT, actor, [sentence])
        evidence = self.mention(where)
        day = self._day(event)
        in_force = [t for t in self.tenures.get(entity, ()) if t[0].in_force(day)]
        if not in_force:
            return
        part = self.sheet.local("participation", node.value, role, actor.value)
        self.sheet.text(node, v.AGENT_PARTICIPATION if agent else v.RECIPIENT_PARTICIPATION, part)
        self.sheet.text(part, v.TYPE, NamedNode(v.PARTICIPATION))
        self.sheet.text(part, v.PARTICIPATION_ACTOR, actor)
        self.sheet.text(part, v.EVIDENCE, evidence)
        self.sheet.world(part, v.IN_CAPACITY, in_force[0][1], [sentence])

    def _day(self, event: Event) -> date | None:
        """The day of an event, that of publication where the text settles none."""
        time = self.reading.times[event.time] if event.time is not None else None
        return (time.start if time is not None else None) or self.document.published

    def _time(self, node: NamedNode, index: int) -> None:
        time = self.reading.times[index]
        span = self.sheet.span("time", v.TIME_EXPRESSION, time.span, time.sentence)
        if time.edtf:
            self.sheet.text(span, v.EDTF, Literal(time.edtf))
        self.sheet.world(node, v.HAS_TIME, span, [time.sentence])
        if time.edtf:
            self.sheet.world(node, v.EDTF, Literal(time.edtf), [time.sentence])
        if time.start:
            self.sheet.world(node, v.EARLIEST, first_instant(time.start), [time.sentence])
        if time.end:
            self.sheet.world(node, v.LATEST, last_instant(time.end), [time.sentence])

    def _quantity(self, node: NamedNode, quantity: Quantity) -> None:
        own = self.sheet.span("quantity", v.QUANTITY, quantity.span, quantity.sentence)
        where = [quantity.sentence]
        if quantity.value is not None:
            self.sheet.world(own, v.VALUE, decimal(quantity.value), where)
        self.sheet.world(own, v.PRECISION, term(_PRECISION[quantity.precision]), where)
        self.sheet.world(own, v.UNIT, Literal(quantity.unit), where)
        self.sheet.world(node, v.HAS_QUANTITY, own, where)

    # ------------------------------------------------------------------ attributions and claims

    def _attribution(self, index: int) -> None:
        found = self.reading.attributions[index]
        node = self.sheet.span("cue", v.ATTRIBUTION, found.span, found.sentence)
        self.sheet.text(node, v.STANCE, term("negates" if found.stance == "denies" else "affirms"))
        for mention, predicate in ((found.source, v.ATTRIBUTION_SOURCE), (found.via, v.VIA)):
            if mention is not None:
                for entity in self.resolution.entity_of.get(mention, ()):
                    self.sheet.text(node, predicate, self.actor(entity))

    def _claim(self, claim: Claim) -> None:
        holder = self.publisher if claim.holder is None else self.actor(claim.holder)
        contents = [self.events[claim.event]] if claim.event is not None else [self.claims[c] for c in claim.claims]
        parts = (
            holder.value,
            claim.polarity,
            claim.phase,
            claim.voice,
            claim.evidence.start,
            *(c.value for c in contents),
        )
        node = self.sheet.local("claim", *parts)
        self.claims[claim.index] = node
        where = [claim.sentence]
        self.sheet.text(node, v.TYPE, NamedNode(v.CLAIM))
        self.sheet.world(node, v.HOLDER, holder, where)
        for content in contents:
            self.sheet.world(node, v.CONTENT, content, where)
        axes = {
            v.POLARITY: claim.polarity,
            v.PHASE: claim.phase.value,
            v.CERTAINTY: claim.certainty,
            v.VOICE: claim.voice,
        }
        for predicate, value in axes.items():
            self.sheet.world(node, predicate, term(value), where)
        kind = "trigger" if claim.attribution is None else "cue"
        for span in (claim.evidence, *claim.also):
            self.sheet.text(node, v.EVIDENCE, NamedNode(self.sheet.minter.span(kind, span)))

    def _metonyms(self) -> None:
        """Every place name that stands for an actor of the graph, also where it fills no role."""
        for mention in self.reading.mentions:
            entities = self.resolution.entity_of.get(mention.index, ())
            if mention.kind is MentionKind.STATE and mention.place and any(e in self.nodes for e in entities):
                self.mention(mention.index)

    def _denials(self) -> None:
        """A claim that negates what another holder affirms of the same event denies that claim."""
        claims = [c for c in self.resolution.claims if c.event is not None]
        for claim in claims:
            if claim.polarity != "negates" or claim.attribution is None:
                continue
            for other in claims:
                if other.event == claim.event and other.polarity != "negates" and other.holder != claim.holder:
                    self.sheet.world(self.claims[claim.index], v.DENIES, self.claims[other.index], [claim.sentence])
