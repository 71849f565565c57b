"""Alice asks, Dan does, Olga is a stranger, Max facilitates: stories of their conversations, played by the law itself.

What lives here: good facts for every act, each text marked with who wrote it, and a story for every state
that can be reached. What may not: expectations."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from fairlead.core.conversation import agenda
from fairlead.core.conversation.agenda import Role
from fairlead.core.conversation.fold import apply
from fairlead.core.conversation.journal import Conversation, Note, Step
from fairlead.core.conversation.shown import Shown, Viewer, shown
from fairlead.core.conversation.talk import (
    Beside,
    OpenAct,
    Opening,
    decide,
    open_acts,
    open_conversation,
    waiting_for,
)

ALICE, DAN, OLGA, MAX = (UUID(int=number) for number in (0xA11CE, 0xDA4, 0x019A, 0x3A8))
TALK = UUID("0193a2c4-7b3e-7c11-8f6d-2b9f5f0a1c88")
PROMISE = UUID("0193a2c4-7b3e-7c11-8f6d-2b9f5f0a1c77")
ZONE = "Europe/Berlin"
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = timedelta(days=1)
ROLES: tuple[Role, Role] = ("asker", "doer")
NOTES: Mapping[int, str] = {1: "a line written alone", 3: "another one"}


def day(at: datetime, days: int = 0) -> str:
    return (at + days * DAY).date().isoformat()


@dataclass(frozen=True)
class Story:
    """A conversation as far as it has come. Every telling is a new story: none changes another."""

    steps: tuple[Step, ...]
    talk: Conversation
    at: datetime
    notes: tuple[Note, ...] = field(default=())

    @property
    def here(self) -> str:
        return self.talk.step

    def later(self, by: timedelta = DAY) -> Story:
        return replace(self, at=self.at + by)

    def beside(self, person: UUID) -> Beside:
        return Beside({number: f"{text} <{self.talk.role(person)}>" for number, text in NOTES.items()})

    def decided(self, person: UUID, act: Any, /, *, version: Any = ..., **facts: Any) -> Step | Note:
        """What the law says to this; the version is named, unless another is given."""
        seen = self.talk.version if version is ... else version
        return decide(
            self.talk, by=person, act=act, version=seen, facts=facts, at=self.at, zone=ZONE,
            beside=self.beside(person),
        )  # fmt: skip

    def then(self, person: UUID, act: Any, /, *, version: Any = ..., **facts: Any) -> Story:
        made = self.decided(person, act, version=version, **facts)
        after = self.at + timedelta(minutes=1)
        if isinstance(made, Note):
            return replace(self, notes=(*self.notes, made), at=after)
        return replace(self, steps=(*self.steps, made), talk=apply(self.talk, made), at=after)

    def well(self, person: UUID, act: str, /, **facts: Any) -> Story:
        """The same with good facts, where none are given."""
        found = self.acts(person).get(act)
        good = good_facts(found.needs, self, self.talk.role(person)) if found else {}
        return self.then(person, act, **{**good, **facts})

    def alice(self, act: str, **facts: Any) -> Story:
        return self.well(ALICE, act, **facts)

    def dan(self, act: str, **facts: Any) -> Story:
        return self.well(DAN, act, **facts)

    def acts(self, person: UUID) -> dict[str, OpenAct]:
        found = open_acts(self.talk, by=person, at=self.at, zone=ZONE, beside=self.beside(person))
        return {one.act: one for one in found}

    def waiting(self) -> tuple[UUID, ...]:
        return waiting_for(self.talk, at=self.at, zone=ZONE)

    def shown(self, viewer: Viewer) -> Shown:
        found = shown(self.talk, viewer)
        assert found is not None
        return found

    def ways(self) -> Iterator[tuple[UUID, str, dict[str, Any]]]:
        """Every act that is open to one of them, with good facts, in each way that makes a difference."""
        for person in (ALICE, DAN):
            for act, found in self.acts(person).items():
                facts = good_facts(found.needs, self, self.talk.role(person))
                yield person, act, facts
                for name, others in (("answer", ("yes",)), ("verdict", ("change", "drop"))):
                    if name in found.needs:
                        yield from ((person, act, {**facts, name: other}) for other in others)
                if "points" in found.may and not self.talk.points:
                    yield (
                        person,
                        act,
                        {**facts, "points": [f"point <{self.talk.role(person)} after {self.talk.number}>"]},
                    )


def good_facts(needs: tuple[str, ...], story: Story, role: Role | None) -> dict[str, Any]:
    """Facts an act takes, fit for this conversation now; every text says who wrote it. The version is not
    among them."""
    told = f"<{role} after {story.talk.number}>"
    points = sorted(story.talk.waiting_points)
    facts: dict[str, Any] = {
        "prompt": 1,
        "text": f"text {told}",
        "purpose": f"purpose {told}",
        "mode": "days",
        "date": day(story.at, 3),
        "was_a_yes": True,
        "conditions": [2],
        "points": [f"point {told}"],
        "question": min(story.talk.unanswered, default=0),
        "answer": "partly",
        "codes": ["LATE_WARNING", "OWN_WORDS"],
        "own_words": f"own words {told}",
        "side": "asker",
        "actions": [
            {"by": str(ALICE), "text": f"action {told}", "due": None},
            {"by": str(DAN), "text": f"action {told}", "due": day(story.at, 4)},
        ],
        "answers": [{"point": point, "text": f"answer {told}"} for point in points],
        "look_again_on": day(story.at, 21),
        "verdict": "keep",
        "person": str(MAX),
    }
    taken = {name: facts[name] for name in needs if name != "version"}
    if "codes" in needs:
        taken["own_words"] = facts["own_words"]
    if "answer" in needs:
        taken["text"] = facts["text"]
    return taken


def begun(me: Role = "doer", *, unasked: bool = False, at: datetime = MONDAY) -> Story:
    """Dan opens it about his own promise, or Alice (me: asker); or about what was never asked."""
    by, to = (ALICE, DAN) if me == "asker" else (DAN, ALICE)
    opening = Opening(TALK, by, to, me, PROMISE, "PROMISED", 3)
    if unasked:
        opening = Opening(TALK, by, to, me, expectation=f"expectation <{me}>")
    step = open_conversation(opening, at=at)
    return Story((step,), apply(None, step), at + timedelta(minutes=1))


def joined(me: Role = "doer", **how: Any) -> Story:
    story = begun(me, **how)
    opener, invited = (ALICE, DAN) if me == "asker" else (DAN, ALICE)
    return story.well(opener, "invite").well(invited, "join")


def compared(verdict: str = "same_picture", me: Role = "doer", **how: Any) -> Story:
    story = joined(me, **how).alice("state_picture").dan("state_picture")
    return story.alice(verdict).dan("same_picture")


def listening(me: Role = "doer") -> Story:
    return compared(me=me).alice("state_gap").dan("confirm_gap")


def heard(me: Role = "doer", points: tuple[str, ...] = ()) -> Story:
    story = listening(me).dan("give_account", points=list(points)).alice("read_back")
    return story.dan("confirm_read_back", answer="yes")


def in_causes(points: tuple[str, ...] = ()) -> Story:
    return heard(points=points).alice("own_part").alice("give_account")


def in_agree(points: tuple[str, ...] = ()) -> Story:
    revealed = in_causes(points).alice("give_causes").dan("give_causes")
    return revealed.alice("nothing_owed").dan("nothing_owed")


def agreed(points: tuple[str, ...] = ()) -> Story:
    story = in_agree(points).dan("propose_agreement")
    return story.alice("agree_to_it", version=story.talk.version)


def looking() -> Story:
    """At the last step, on its day."""
    return agreed().alice("accept_summary").dan("own_statement").later(21 * DAY)


def key(story: Story) -> tuple[Any, ...]:
    """What tells two states apart: all that the law asks of them at this step, and whether both were
    further on before. What was said in a step already passed is there again when it is entered again."""
    talk = story.talk
    if talk.ended:
        return talk.step, talk.ended, talk.opener, talk.promise is None, talk.is_heard, talk.done & _SILENT
    if talk.paused_until is not None:  # it is resumed where it was
        return talk.step, "paused", talk.opener, talk.promise is None, talk.version > 0
    ever = frozenset(pair for pair in talk.ever if pair[1] == _ASKED_OF_THE_PAST.get(talk.step))
    return (
        talk.step, talk.opener, talk.promise is None, talk.done & _MARKS, ever, talk.picture, talk.is_heard,
        min(talk.rounds, agenda.ROUNDS) if talk.step == "listen" else 0, bool(talk.unanswered), talk.waiting_points,
        talk.proposal and (talk.proposal.by, talk.proposal.answers), talk.agreement is None,
    )  # fmt: skip


_ASKED_OF_THE_PAST = {
    "restore": "state_picture",
    "gap": "state_gap",
    "listen": "give_account",
    "own_part": "own_part",
    "causes": "give_causes",
}
_SILENT = frozenset(
    (role, act) for role in ROLES for act in ("give_causes", "talk_in_person", "state_picture")
)
_MARKS = frozenset(
    (role, act)
    for role in ROLES
    for act in (
        *("same_picture", "two_pictures", "read_back", "talk_in_person", "give_causes", "answered"),
        *("nothing_to_change", "accept_summary", "own_statement", *agenda.VERDICTS),
    )
)
"""What is asked of this visit of a step."""

ASIDE = {"note_private", "share_line", "invite_facilitator", "agree_facilitator", "end_facilitator"}
"""Acts that move nothing: they are tried everywhere, but lead to no new state of the search."""


def steps_on(story: Story) -> Iterator[Story]:
    """The stories one act longer; at the last step on the day of looking again, too."""
    yield from (story.then(person, act, **facts) for person, act, facts in story.ways() if act not in ASIDE)
    if story.here == "look_again" and not story.talk.ended:
        then = story.later(30 * DAY)
        yield from (
            then.then(person, act, **facts) for person, act, facts in then.ways() if act == "look_again"
        )


@cache
def everywhere() -> dict[tuple[Any, ...], Story]:
    """A shortest story to every state."""
    found: dict[tuple[Any, ...], Story] = {}
    edge = deque([begun("doer"), begun("asker"), begun("asker", unasked=True)])
    while edge:
        story = edge.popleft()
        if found.setdefault(key(story), story) is story:
            edge.extend(steps_on(story))
    return found
