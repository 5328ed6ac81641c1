"""How near the words of a mention bring it to an event: nouns told again, "the", "that", the headline."""

from __future__ import annotations

from kg.linking.likeness import LEAD, OPEN, Cluster
from kg.model import EventMention, Reading

_OWN_NAMES = {"massacre", "offensive", "ambush", "siege", "stabbing", "beheading", "execution", "hijacking", "shooting",
              "bombardment", "invasion", "incursion", "lynching", "poisoning"}  # fmt: skip
_LAUNCHES = {"launch", "launching", "fire", "firing"}
_ORDINALS = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
_MOVES = {"move", "decision", "step", "measure"}


class Wording:
    """Scores the words of event mentions in one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def score(
        self, cluster: Cluster, mention: EventMention, has_roles: bool, *, outcome: bool, consults: bool
    ) -> float:
        """What the words add; `has_roles`: somebody acts in the mention, `outcome`: it tells only what an attack did,
        `consults`: the event is a talk."""
        last = max(m.sentence for m in cluster.mentions)
        near = mention.sentence - last
        score = 0.15 * max(0, 4 - near)
        same = [m for m in cluster.mentions if m.lemma == mention.lemma and self._of_one_number(m, mention)]
        if mention.nominal and mention.type == "Attack" and not same and self._differ(cluster, mention):
            score -= 2.0
        if same:  # "hit bases after a bomb attack ... denied involvement in that attack": the same noun weighs more
            again = 1.0 if mention.nominal and mention.definite else 0.0  # verbs tell of many acts: "killed"
            score += 1.5 if mention.nominal and any(m.nominal for m in same) else again
            lead = mention.sentence <= LEAD and self._is_headlined(cluster)
            if mention.nominal and not mention.definite and lead and not cluster.headline:
                score += 1.25  # the lead tells again what the headline told
            elif mention.nominal and not mention.definite and not cluster.headline and not cluster.main:
                score -= 1.0  # "staged a drill ... took part in a drill": two
        if mention.nominal and mention.definite:
            score += 2.0 if has_roles else 2.5
        elif (mention.nominal and not has_roles) or not mention.nominal:
            score -= 0.5
        if (
            mention.lemma in _MOVES
            and cluster.type == "Retaliation"
            and all(m.status in OPEN for m in cluster.mentions)
        ):
            score -= 2.0  # "Moscow would respond. Latvia backed the move": what is to be answered
        if mention.lemma in _MOVES and consults:
            score -= 1.5  # "put off his trip. The move": the putting off
        if mention.nominal and mention.definite and self._is_shown(mention):  # "that attack"
            score += 1.5 if near <= 1 else -1.0
        if cluster.headline:
            score += 1.0
        elif cluster.main and mention.definite and mention.nominal:
            score += 1.0  # an article goes on about what its headline tells
        if near == 0 and not cluster.headline and not mention.definite and not outcome:
            score -= 1.0
        if cluster.headline and cluster.type == mention.type and not (cluster.agents or cluster.recipients):
            score += 1.25  # the lead tells again, in full, what the headline told in a word
        if self._is_plural(mention) and mention.nominal and not has_roles and not mention.definite:
            # "weeks of attacks ... a response to attacks": the same ones
            score += 1.25 if any(m.lemma == mention.lemma and self._is_plural(m) for m in cluster.mentions) else 0.0
        return score

    def tests_another(self, cluster: Cluster, mention: EventMention) -> bool:
        """Whether of two tests one is of a bomb and one of a rocket, or they are counted apart: "a fifth test"."""
        if mention.type != "WeaponTest":
            return False
        mine = self._words_before(mention)
        for other in cluster.mentions:
            theirs = self._words_before(other)
            bomb = "nuclear" in mine, "nuclear" in theirs
            launched = mention.lemma in _LAUNCHES, other.lemma in _LAUNCHES
            if (bomb[0] and launched[1]) or (bomb[1] and launched[0]):
                return True
            counts = [w for w in mine if w in _ORDINALS], [w for w in theirs if w in _ORDINALS]
            if counts[0] and counts[1] and counts[0] != counts[1]:
                return True
        return False

    def _words_before(self, mention: EventMention) -> list[str]:
        """The words of the phrase that a mention ends, as far as three back."""
        before = self._reading.document.text[max(0, mention.span.start - 40) : mention.span.start].lower()
        return before.replace("-", " ").split()[-3:] if mention.nominal else []

    def _is_shown(self, mention: EventMention) -> bool:
        """Whether "that" or "this" points at an event: the one told of just before."""
        before = self._reading.document.text[max(0, mention.span.start - 6) : mention.span.start].lower().split()
        return before[-1:] in (["that"], ["this"])

    def _is_headlined(self, cluster: Cluster) -> bool:
        return any(self._reading.sentences[m.sentence].headline for m in cluster.mentions)

    def _differ(self, cluster: Cluster, mention: EventMention) -> bool:
        """Whether two nouns name attacks of two kinds: "an army offensive" is not "the massacre"."""
        nouns = [m for m in cluster.mentions if m.nominal]
        many = all(self._is_plural(m) for m in nouns) and not self._is_plural(mention)  # "still stages attacks"
        return mention.lemma in _OWN_NAMES and bool(nouns) and (many or {m.lemma for m in nouns} <= _OWN_NAMES)

    def _of_one_number(self, one: EventMention, other: EventMention) -> bool:
        """Whether two mentions do not differ in number: "the strikes" are hardly "a strike" told of before."""
        return not (one.nominal and other.nominal) or self._is_plural(one) == self._is_plural(other)

    def _is_plural(self, mention: EventMention) -> bool:
        word = self._reading.document.text[mention.span.start : mention.span.end].lower()
        return word.endswith("s") and word != mention.lemma
