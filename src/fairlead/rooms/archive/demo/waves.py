"""The pulse of four teams of the demo (waves.txt), made as everybody's is: waves opened, tickets blinded, ballots sealed
and handed in, waves closed.

Who answers and what is by the seed. By no seed, since it must not be: keys, ballots, their order, and the noise in what is
shown, so that a figure may lie five beside that of another world. What may not live here: how a wave is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from itertools import pairwise
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from fairlead.core.policy import Viewer
from fairlead.core.pulse.ballot import PublicKey, from_text, padded, to_text
from fairlead.core.pulse.items import Item, instrument
from fairlead.outside.ballots import seal_to
from fairlead.rooms.archive.demo import cast
from fairlead.rooms.archive.demo.browsing import ticket
from fairlead.rooms.archive.demo.chance import Chance
from fairlead.rooms.archive.demo.following import Following, Said, said_in
from fairlead.rooms.archive.demo.texts import sections
from fairlead.rooms.archive.demo.working_time import PRESENT, WorkingTime
from fairlead.rooms.people.actions import add_person, add_team, join_team, move_team, team_named
from fairlead.rooms.people.queries import viewer_for
from fairlead.rooms.pulses.actions.closing import close_due, sweep_closed
from fairlead.rooms.pulses.actions.opening import open_due
from fairlead.rooms.pulses.actions.rhythm import set_rhythm
from fairlead.rooms.pulses.actions.tickets import issue
from fairlead.rooms.pulses.actions.voting import hand_in
from fairlead.rooms.pulses.queries.show import PulseShown, pulses_of, show

WEEKS: Final = 10
"""A world of fewer weeks has no waves: they would not be a history."""
BACK: Final = 18
"""So many weeks ago all came who are asked."""
EVERY: Final = 4
OPENS: Final = time(8)
SPREAD: Final = 1.3
SKIPS: Final = 0.03
AXIS: Final[Mapping[str, str]] = {
    "S5r": "safe",
    "L1": "safe",
    "L2": "safe",
    "A5r": "matter",
    "A6": "matter",
    "C1": "both",
    "C2": "both",
}
"""What the questions outside the core go with, for who answers them here."""
Event = tuple[datetime, Callable[[], Any]]


@dataclass(frozen=True, slots=True)
class Round:
    """week: its Monday, from this week. safe, matter: about what its people answer, 0 to 100."""

    week: int
    answering: int
    safe: float
    matter: float
    comments: tuple[str, ...]
    after: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A team with its waves. people: who is asked; leader: who leads it and is not."""

    team: UUID
    leader: UUID
    people: tuple[UUID, ...]
    rounds: tuple[Round, ...]


def _rounds(lines: Sequence[str]) -> Iterator[Round]:
    begins = [place for place, line in enumerate(lines) if not line.startswith("+")]
    for begin, end in pairwise([*begins, len(lines)]):
        head, *comments = lines[begin].split(" | ")
        week, answering, safe, matter = head.split()
        after = tuple(map(said_in, lines[begin + 1 : end]))
        yield Round(int(week), int(answering), float(safe), float(matter), tuple(comments), after)


def gathered(first: Sequence[Viewer], team: UUID, *, at: datetime) -> list[Asked]:
    """The first team, and three beside it with people of their own; who leads the first leads them and the team above."""
    lead = first[0]
    found = []
    for title, lines in sections("waves.txt"):
        people = tuple(viewer.person for viewer in first[1:])
        own, rounds = team, lines
        if lines[0].startswith("people "):
            own = team_named(title.strip("[]"), organisation=lead.organisation, at=at)
            people = _people(lines[0].removeprefix("people ").split(", "), own, lead, at)
            rounds = lines[1:]
        found.append(Asked(own, lead.person, people, tuple(_rounds(rounds))))
    _gather_above([one.team for one in found], lead, at)
    return found


def _gather_above(teams: Sequence[UUID], lead: Viewer, at: datetime) -> None:
    above = add_team(cast.ORGANISATION, organisation=lead.organisation, by=None, at=at)
    join_team(lead.person, team=above, by=None, at=at, is_lead=True)
    for team in teams:
        move_team(team, parent=above, by=lead)


def _people(names: Sequence[str], team: UUID, lead: Viewer, at: datetime) -> tuple[UUID, ...]:
    """Added, and those who are asked."""
    ids = []
    for name in names:
        email = f"{cast.local_part(name)}@{cast.DOMAIN}"
        one = add_person(email=email, name=name, organisation=lead.organisation, at=at).person
        join_team(one, team=team, by=None, at=at, is_lead=name == names[0])
        ids.append(one)
    join_team(lead.person, team=team, by=None, at=at, is_lead=True)
    return tuple(ids[1:])


def waved(asked: Sequence[Asked], *, time: WorkingTime, seed: int) -> Iterator[Event]:
    """(when, what happens then) of all their waves."""
    present = time.at(PRESENT)
    for place, one in enumerate(asked):
        begin = _monday(time, one.rounds[0].week)
        yield begin, partial(_choose, one, begin)
        for told in one.rounds:
            opened, over = _monday(time, told.week), _monday(time, told.week + 1)
            yield opened, partial(open_due, at=opened)
            if told.answering:
                at = opened + timedelta(days=2)
                yield at, partial(_answer, one, told, Chance("waves", seed, place, told.week), at)
                yield over, partial(close_due, at=over)
                yield from _followed(one, told, Chance("follow", seed, place, told.week), over).events(
                    told.after, until=present
                )
    yield present, partial(sweep_closed, at=present)


def _followed(one: Asked, told: Round, chance: Chance, over: datetime) -> Following:
    people = (one.leader, *one.people)
    number = one.rounds.index(told) + 1

    def pulse() -> UUID:
        waves = pulses_of(viewer=_viewer(one.leader), team=one.team)[1]
        return next(wave.id for wave in waves if wave.number == number)

    return Following(lambda: [_viewer(person) for person in people], pulse, over, chance)


def _monday(of: WorkingTime, week: int) -> datetime:
    on = of.today + timedelta(days=7 * week - of.today.weekday())
    return datetime.combine(on, OPENS, ZoneInfo(of.zone))


def _choose(one: Asked, at: datetime) -> None:
    set_rhythm(viewer=_viewer(one.leader), team=one.team, weeks=EVERY, first_on=str(at.date()), at=at)


def _viewer(person: UUID) -> Viewer:
    viewer = viewer_for(person)
    assert viewer is not None  # noqa: S101 - nobody leaves the demo
    return viewer


# --- what browsers do ---


def _answer(one: Asked, told: Round, chance: Chance, at: datetime) -> None:
    newest = pulses_of(viewer=_viewer(one.leader), team=one.team)[1][0]
    pulse = show(viewer=_viewer(one.leader), pulse=newest.id)
    comments = [*told.comments, *[""] * len(one.people)]
    for place, person in enumerate(chance.mixed(one.people)[: told.answering]):
        text = padded(_answers(pulse, told, chance), comments[place])
        _hand_in(_viewer(person), pulse, text, at)


def _answers(pulse: PulseShown, told: Round, chance: Chance) -> dict[str, int | None]:
    items = [instrument(pulse.instrument).item(code) for code in pulse.items]
    return {item.code: _point(item, told, chance) for item in items}


def _point(item: Item, told: Round, chance: Chance) -> int | None:
    about = {"safe": told.safe, "matter": told.matter, "both": (told.safe + told.matter) / 2}
    height = about[AXIS.get(item.code, item.part)]
    point = round(1 + 6 * height / 100 + chance.between(-SPREAD, SPREAD))
    point = min(max(point, 1), 7)
    if chance.happens(SKIPS):
        return None
    return 8 - point if item.is_reversed else point


def _hand_in(viewer: Viewer, pulse: PulseShown, text: bytes, at: datetime) -> None:
    """The ticket first, signed for the person; then the ballot, of nobody."""
    key = PublicKey(*(int.from_bytes(from_text(pulse.token_key[part], part)) for part in ("n", "e")))
    sign = partial(_signed, viewer, pulse.id, at)
    prepared, signature = ticket(key, sign)
    sealed = seal_to(text, jwk=pulse.seal_key, salt=pulse.id.bytes)
    facts = {
        "wave": str(pulse.id),
        "team": str(pulse.team),
        "ballot": to_text(prepared),
        "signature": to_text(signature),
        "sealed": to_text(sealed),
    }
    hand_in(facts=facts, at=at)


def _signed(viewer: Viewer, pulse: UUID, at: datetime, blinded: str) -> str:
    return issue(viewer=viewer, pulse=pulse, blinded=blinded, at=at)
