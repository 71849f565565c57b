"""A believable team, made through the same actions as everybody's: founded, joined, asked, answered, kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from fairlead.core.policy import Viewer
from fairlead.rooms.agreements.actions.hearing import hear_conversations
from fairlead.rooms.archive.demo import cast, waves
from fairlead.rooms.archive.demo.along import EMAIL, NAME, Along
from fairlead.rooms.archive.demo.cast import Member
from fairlead.rooms.archive.demo.chance import Chance
from fairlead.rooms.archive.demo.story import Story
from fairlead.rooms.archive.demo.talks import talked
from fairlead.rooms.archive.demo.timeline import Timeline
from fairlead.rooms.archive.demo.together import ALL, Stage, said_together
from fairlead.rooms.archive.demo.working_time import PRESENT, WorkingTime
from fairlead.rooms.people.actions import (
    add_person,
    found,
    join_team,
    link_for,
    mark_told,
    set_away,
    team_named,
)
from fairlead.rooms.people.queries import untold_admin_acts, viewer_for
from fairlead.rooms.promises.actions.drafts import keep_draft
from fairlead.rooms.promises.actions.make_move import make_move
from fairlead.rooms.promises.actions.make_promise import Wanted, open_with
from fairlead.rooms.promises.actions.sharing import share_with_team

ELSEWHERE: Final = {6: "Europe/Lisbon", 9: "Europe/Rome"}
AWAY: Final = 10
"""The place of who is away until the end of the week."""
DRAFTS: Final[tuple[tuple[int, str, int | None, dict[str, Any]], ...]] = (
    (0, "request", 4, {"outcome": "A page on how we choose what not to build", "standard": ["Shorter than the list"]}),
    (0, "request", None, {"outcome": "Somebody to look after the plants in the long week off"}),
    (1, "offer", 2, {"outcome": "The three slowest pages, made twice as quick"}),
    (3, "request", 0, {"outcome": "Half a day a month without meetings, for everybody"}),
)  # fmt: skip
Event = tuple[datetime, Callable[[], Any]]


@dataclass(frozen=True, slots=True)
class Made:
    """Somebody of the demo and the code that signs them in, once."""

    name: str
    email: str
    code: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody, by place: as the cast has them, as viewers, and the team each is in."""

    members: tuple[Member, ...]
    viewers: tuple[Viewer, ...]
    teams: tuple[UUID, ...]

    def viewer(self, person: UUID) -> Viewer:
        return next(viewer for viewer in self.viewers if viewer.person == person)


@transaction.atomic
def make_team(*, people: int, weeks: int, seed: int, today: date, at: datetime) -> tuple[Made, ...]:
    """All or nothing. today: the working day it plays on; at: now, from which the links last."""
    time = WorkingTime(today, cast.ZONE)
    chance = Chance("team", seed)
    has_waves = people == ALL and weeks >= waves.WEEKS
    began = time.at(-5.0 * (max(weeks, waves.BACK) if has_waves else weeks) - 1)
    crowd = gather(people, chance=chance, at=began)
    ids = [viewer.person for viewer in crowd.viewers]
    timeline = Timeline(ids, crowd.teams, weeks=weeks, time=time, chance=chance)
    stories = [*timeline.stories()]
    events = [event for story in stories for event in _events(story, crowd, chance)]
    first = [
        viewer for viewer, team in zip(crowd.viewers, crowd.teams, strict=True) if team == crowd.teams[0]
    ]
    stage = Stage(first, crowd.teams[0], time, Chance("together", seed), -5.0 * weeks)
    along = Along(stage)
    talk_chance = Chance("talks", seed)
    events += talked(stories, crowd.viewers, time=time, chance=talk_chance, coach=lambda: along.coach)
    events += [*said_together(stage), *along.events(stories)]
    if has_waves:
        asked = waves.gathered(first, crowd.teams[0], at=began)
        events += waves.waved(asked, time=time, seed=seed)
    while acts := untold_admin_acts():
        mark_told([act.id for act in acts], at=began)  # nobody of the demo has a letter box
    for _, make in sorted([*events, *_settled(crowd, time)], key=lambda event: event[0]):
        make()
    while hear_conversations(at=at):
        pass
    links = [*sign_in_links(crowd.members, ids, at=at)]
    if along.coach is not None:
        links.append(Made(NAME, EMAIL, link_for(along.coach, at=at, is_told=False).code))
    return tuple(links)


def gather(people: int, *, chance: Chance, at: datetime) -> Crowd:
    """The organisation, its teams and its people."""
    members = cast.members(people, chance=chance)
    first = members[0]
    founded = found(
        name=first.name,
        email=first.email,
        team=cast.team_name(0),
        organisation=cast.ORGANISATION,
        zone=cast.ZONE,
        at=at,
    )
    teams: dict[int, UUID] = {}
    viewers = []
    for member in members:
        if member.team not in teams:
            teams[member.team] = team_named(
                cast.team_name(member.team), organisation=founded.organisation, at=at
            )
        entered = founded
        if member is not first:
            entered = add_person(
                email=member.email, name=member.name, organisation=founded.organisation, at=at
            )
            join_team(entered.person, team=teams[member.team], by=None, at=at, is_lead=member.is_lead)
        viewer = viewer_for(entered.person)
        assert viewer is not None  # noqa: S101 - just made
        viewers.append(viewer)
    return Crowd(tuple(members), tuple(viewers), tuple(teams[member.team] for member in members))


def sign_in_links(members: Iterable[Member], ids: Iterable[UUID], *, at: datetime) -> Iterator[Made]:
    for member, person in zip(members, ids, strict=True):
        yield Made(member.name, member.email, link_for(person, at=at, is_told=False).code)


def _events(story: Story, crowd: Crowd, chance: Chance) -> Iterator[Event]:
    opening = story.opening
    yield story.at, partial(_open, story, crowd.viewer(opening.by))
    for step in story.steps:
        yield (
            step.at,
            partial(
                make_move,
                viewer=crowd.viewer(step.by),
                promise=opening.promise,
                act=step.act,
                version=step.version,
                facts=step.facts,
                at=step.at,
            ),
        )
    if story.plot.team and chance.happens(0.4):
        both = (opening.by, opening.to) if chance.happens(0.7) else (opening.by,)
        for person in both:
            at = story.moves[-1].at + timedelta(minutes=5)
            yield (
                at,
                partial(
                    share_with_team, viewer=crowd.viewer(person), promise=opening.promise, team=True, at=at
                ),
            )


def _open(story: Story, viewer: Viewer) -> None:
    opening = story.opening
    wanted = Wanted(
        kind=opening.act,
        to=opening.to,
        terms=story.facts["terms"],
        text=story.facts.get("text"),
        team=opening.team,
        linked_to=opening.linked_to,
        made_at=story.made_at,
    )
    open_with(viewer=viewer, wanted=wanted, to=opening.to, at=story.at, promise=opening.promise)


def _settled(crowd: Crowd, time: WorkingTime) -> Iterator[Event]:
    """What is not a promise: drafts, and somebody away."""
    at = time.at(PRESENT - 0.05)
    for place, kind, to, terms in DRAFTS:
        if place < len(crowd.viewers) and (to or 0) < len(crowd.viewers):
            body: Mapping[str, Any] = {"kind": kind, "terms": terms}
            if to is not None:
                body = {**body, "to": str(crowd.viewers[to].person)}
            yield at, partial(keep_draft, viewer=crowd.viewers[place], body=body, at=at)
    if len(crowd.viewers) > AWAY:
        until = (at + timedelta(days=4)).date()
        yield at, partial(set_away, by=crowd.viewers[AWAY], until=until, at=at)
