"""Teams whose pulse is open: Alice leads all of them, and seven people are in each. Run before a server starts.

`python -m tests.browser.asked close WAVE` is the worker a week later. What may not live here: answering."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from typing import Any

TEAMS = ("Seven", "Other")
PEOPLE = 7


def opened(at: Any) -> dict[str, Any]:
    from fairlead.rooms.people.actions import add_person, add_team, found, join_team
    from fairlead.rooms.people.queries import teams_of, viewer_for
    from fairlead.rooms.pulses.actions.opening import open_due
    from fairlead.rooms.pulses.actions.rhythm import set_rhythm
    from fairlead.rooms.pulses.queries.show import pulses_of
    from tests.browser.village import session_of

    before = at - timedelta(days=21)
    first = found(name="Alice Adams", email="alice@example.org", team=TEAMS[0], at=before, zone="UTC")
    home = first.organisation
    teams = {TEAMS[0]: teams_of(first.person)[0].id}
    for name in TEAMS[1:]:
        teams[name] = add_team(name, organisation=home, by=None, at=before)
        join_team(first.person, team=teams[name], by=None, at=before, is_lead=True)
    alice = viewer_for(first.person)
    people = {"Alice": alice}
    for name, team in teams.items():
        for number in range(1, PEOPLE + 1):
            called = f"{name} {number}"
            email = f"{name}{number}@example.org"
            person = add_person(email=email, name=called, organisation=home, at=before).person
            join_team(person, team=team, by=None, at=before)
            people[called] = viewer_for(person)
        set_rhythm(viewer=alice, team=team, weeks=4, first_on=str(at.date()), at=at)
    open_due(at=at)
    code = link(people["Other 6"], teams["Other"], at)
    waves = {name: str(pulses_of(viewer=alice, team=team)[1][0].id) for name, team in teams.items()}
    told = {name: {"id": str(one.person), "session": session_of(one)} for name, one in people.items()}
    return {
        "people": told,
        "promises": {"link": code} | waves | {f"team {name}": str(team) for name, team in teams.items()},
    }


def link(viewer: Any, team: Any, at: Any) -> str:
    """As it will stand in a mail."""
    from fairlead.rooms.pulses.actions.links import ask_for_link
    from fairlead.rooms.pulses.models import Rhythm
    from fairlead.rooms.pulses.queries.links import link_of
    from fairlead.rooms.pulses.queries.show import pulses_of

    Rhythm.objects.filter(team_id=team).update(has_links=True)
    wave = pulses_of(viewer=viewer, team=team)[1][0].id
    ask_for_link(viewer=viewer, pulse=wave, at=at)
    return str(link_of(viewer=viewer, pulse=wave))


def close(wave: str, at: Any) -> None:
    from fairlead.rooms.pulses.actions.closing import close_due, sweep_closed
    from fairlead.rooms.pulses.models import Wave

    Wave.objects.filter(id=wave).update(closes_at=at)
    close_due(at=at)
    sweep_closed(at=at)


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
    django.setup()
    from django.conf import settings

    from fairlead.doors.clock import now

    if sys.argv[1:2] == ["close"]:
        close(sys.argv[2], now())
        return
    told = {"cookie": settings.SESSION_COOKIE_NAME, **opened(now())}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
