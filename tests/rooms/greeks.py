"""Alice, Dan and Olga with Greek names, who say everything in Greek: letters the program itself never uses.

What may not live here: how their pages are read (escaped.py)."""

from __future__ import annotations

from typing import Any, Final

from fairlead.core.policy import Viewer
from fairlead.rooms.people import actions as people
from fairlead.rooms.people.queries import teams_of, viewer_for
from fairlead.rooms.promises.queries.show import PromiseShown
from tests import pseudo
from tests.rooms.promises.world import NOW, World

OTHER_DATE: Final = {"due": "2026-12-11T17:00:00+01:00[Europe/Berlin]"}
WORDS: Final = "Ένας λόγος"
TERMS: Final = {
    "outcome": "Η λίστα των ονομάτων",
    "standard": ["Δύο ονόματα κάθε μέρα", "Όλοι είπαν ναι"],
    "purpose": "Για να ξέρουμε",
    "background": "Όπως πέρυσι",
    "needs": [{"text": "Τα ονόματα", "due": "2026-12-01T17:00:00+01:00[Europe/Berlin]"}],
    "check_ins": ["2026-12-02T10:00:00+01:00[Europe/Berlin]"],
}


class Greeks(World):
    """Alice, Dan and Olga, and everything they say, in letters the program itself never uses."""

    def ask(self, **changes: Any) -> PromiseShown:
        return super().ask(**{**TERMS, **changes})

    def offer(self, **changes: Any) -> PromiseShown:
        return super().offer(**{**TERMS, **changes})

    def say(self, promise: PromiseShown, *moves: tuple[Viewer, str, dict[str, Any]]) -> PromiseShown:
        for who, act, facts in moves:
            promise = self.move(who, promise, act, **facts)
        return promise


def greeks() -> Greeks:
    first = people.found(
        name="Άλις Άνταμς", email="alice@example.org", team="Παράδοση", organisation="Λιμάνι", at=NOW,
        zone="Europe/Berlin",
    )  # fmt: skip
    team = teams_of(first.person)[0].id
    entered = [first]
    for name, email in (("Νταν Ντορν", "dan@example.org"), ("Όλγα Όρλοβα", "olga@example.org")):
        entered.append(people.add_person(email=email, name=name, organisation=first.organisation, at=NOW))
        people.join_team(entered[-1].person, team=team, by=None, at=NOW)
    alice, dan, olga = (_speaking(one.person) for one in entered)
    return Greeks(alice, dan, olga, olga, team)


def _speaking(person: Any) -> Viewer:
    viewer = viewer_for(person)
    assert viewer is not None
    people.save_appearance(by=viewer, theme="light", language=pseudo.LEFT_TO_RIGHT, zone="Europe/Berlin")
    found = viewer_for(person)
    assert found is not None
    return found


def tell_everything(world: Greeks) -> None:
    """A promise at every stage, and every act of the law made once at least."""
    alice, dan = world.alice, world.dan
    text, first = {"text": WORDS}, {"conditions": [1]}
    accept, done, gap = (dan, "accept", {}), (dan, "report_done", {}), (alice, "name_gap", {**first, **text})
    change = (dan, "propose_change", {"terms": OTHER_DATE, **text})
    for moves in (
        [],
        [(dan, "counter", {"terms": OTHER_DATE})],
        [(dan, "ask", text)],
        [(dan, "ask", text), (alice, "clarify", text), (alice, "amend", {"terms": OTHER_DATE})],
        [(dan, "answer_by", {"date": OTHER_DATE["due"]})],
        [accept, (dan, "read_back", text), (alice, "confirm_read_back", {"answer": "partly"}), (dan, "note", text)],
        [accept, (dan, "flag_risk", text), (alice, "thank", {})],
        [accept, change],
        [accept, change, (alice, "counter", {"terms": {"standard": ["Ένα όνομα"]}})],
        [accept, change, (alice, "keep_terms", {})],
        [accept, change, (dan, "take_back", {})],
        [accept, change, (alice, "agree", {})],
        [accept, (dan, "propose_release", text)],
        [accept, done],
        [accept, done, (dan, "retract_report", {})],
        [accept, done, gap],
        [accept, done, gap, (dan, "contest", text)],
        [accept, done, gap, (dan, "agree_to_fix", {"date": "2026-12-08T12:00:00+01:00[Europe/Berlin]"})],
        [accept, done, (alice, "declare_satisfied", text), (dan, "thank", text)],
        [(dan, "decline", text)],
        [(alice, "withdraw", {})],
        [accept, (dan, "propose_release", text), (alice, "agree", {})],
        [accept, (dan, "revoke", text)],
        [accept, (alice, "cancel", text)],
        [accept, done, (alice, "close_with_gap", first)],
    ):  # fmt: skip
        world.say(world.ask(), *moves)
    world.say(world.offer(), (alice, "ask", text))
    world.offer()
    world.ask(due=None, standard=[], check_ins=[])
    world.ask(due="2026-11-23T16:00:00+01:00[Europe/Berlin]", check_ins=[])
