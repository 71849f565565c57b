"""A believable team, made through the same actions as everybody: Amara and those she works with.

Run as `python -m tests.browser.village` in an installation's environment; prints who is there as JSON.
What may not live here: pages, a browser."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.browser.wall import today

ZONE = "Europe/Berlin"
TODAY = today()
PEOPLE = ("Tomas Lindqvist", "Priya Nair", "Jonas Weber", "Mei Tanaka", "Sam Okafor")


def a_day(days: int, clock: str = "17:00") -> str:
    """A moment so many days from today, never on a weekend when it lies ahead."""
    day = TODAY + timedelta(days=days)
    while days > 0 and day.weekday() > 4:
        day += timedelta(days=1)
    return f"{day.isoformat()}T{clock}:00+01:00[{ZONE}]"


@dataclass
class Village:
    """People and promises by short names; `at` runs forward as they act."""

    at: datetime
    people: dict[str, Any] = field(default_factory=dict)
    promises: dict[str, Any] = field(default_factory=dict)

    def ask(
        self, key: str, who: str, whom: str, outcome: str, *points: str, days: int | None, **more: Any
    ) -> None:
        from fairlead.rooms.promises.actions.make_promise import Wanted, make_promise

        kind = more.pop("kind", "request")
        text = more.pop("text", None)
        terms: dict[str, Any] = {"outcome": outcome, "standard": list(points), **more}
        if days is not None:
            terms["due"] = a_day(days, more.pop("clock", "17:00"))
            terms.pop("clock", None)
        wanted = Wanted(kind=kind, to=self.people[whom].person, terms=terms, text=text, team=self.team)
        self.at += timedelta(minutes=37)
        self.promises[key] = make_promise(viewer=self.people[who], wanted=wanted, at=self.at)

    team: Any = None

    def move(self, who: str, key: str, act: str, **facts: Any) -> None:
        from fairlead.rooms.promises.actions.make_move import make_move

        self.at += timedelta(minutes=23)
        shown = self.promises[key]
        self.promises[key] = make_move(
            viewer=self.people[who],
            promise=shown.id,
            act=act,
            version=self.promises[key].state.version,
            facts=facts,
            at=self.at,
        )

    def agreed(
        self, key: str, who: str, whom: str, outcome: str, *points: str, days: int, **more: Any
    ) -> None:
        self.ask(key, who, whom, outcome, *points, days=days, **more)
        self.move(whom, key, "accept")


def people_of(village: Village) -> None:
    from fairlead.rooms.people.actions import add_person, add_team, found, join_team, save_appearance
    from fairlead.rooms.people.queries import teams_of, viewer_for

    first = found(
        name="Amara Osei", email="amara@example.org", team="Delivery team", at=village.at, zone=ZONE
    )
    village.team = teams_of(first.person)[0].id
    launch = add_team("Halden launch", organisation=first.organisation, by=None, at=village.at)
    join_team(first.person, team=launch, by=None, at=village.at)
    village.people["Amara"] = viewer_for(first.person)
    for name in PEOPLE:
        email = f"{name.split()[0].lower()}@example.org"
        one = add_person(email=email, name=name, organisation=first.organisation, at=village.at)
        join_team(one.person, team=village.team, by=None, at=village.at)
        viewer = viewer_for(one.person)
        assert viewer is not None
        save_appearance(by=viewer, theme="system", language="en", zone=ZONE)
        village.people[name.split()[0]] = viewer_for(one.person)


def two_weeks(v: Village, start: datetime) -> None:
    """What the pictures show: one promise in each stage, in sentences people would write."""
    v.at = start
    v.ask(
        "finance", "Tomas", "Amara", "A written yes or no from Finance on the second tester",
        "An answer from Finance in writing, yes or no", "If yes: a start date and a cost code",
        "Posted where the Halden team can find it", days=2,
        text="Can you get Finance to decide on the second tester? I can’t book the test week without it.",
    )  # fmt: skip
    v.move("Amara", "finance", "counter", terms={"due": a_day(3)},
           text="Finance meets on Wednesdays. I can promise the day after, in writing.")  # fmt: skip
    v.move("Tomas", "finance", "accept")
    v.move("Amara", "finance", "read_back",
           text="I’ll get Finance to answer in writing, not just a nod, so you can plan the test week either way.")  # fmt: skip
    v.move("Tomas", "finance", "confirm_read_back", answer="yes")
    v.agreed(
        "search", "Amara", "Mei", "Load test of the new search", "Ten minutes at twice the usual load", days=5
    )
    v.agreed(
        "rates", "Sam", "Amara", "Agency rates for January", "Three agencies, day rates, in one table", days=6
    )
    v.agreed("pricing", "Amara", "Tomas", "Pricing page copy for the January launch",
             "All three plans", "Read by Legal", days=4)  # fmt: skip
    v.agreed("runbook", "Jonas", "Amara", "Comments on the Halden runbook", "Every step tried once", days=4,
             check_ins=[a_day(-1, "09:00")])  # fmt: skip
    v.agreed("notes", "Amara", "Mei", "Release notes for 4.2, in customer words", "No ticket numbers", days=1)
    v.agreed(
        "interviews",
        "Amara",
        "Priya",
        "Interview notes from five customers",
        "Five pages, in their words",
        days=9,
    )
    v.move("Priya", "interviews", "flag_risk", text="Two of the five have not answered yet.")


def talks(v: Village) -> None:
    v.ask("rota", "Amara", "Sam", "A rota for the Christmas support desk",
          "Every day from 21 Dec to 3 Jan has two names", "Everyone on it has said yes", days=16)  # fmt: skip
    v.ask("desk", "Amara", "Jonas", "A quiet desk for the new tester", days=None)
    v.move("Jonas", "desk", "ask", text="From which day on, and does it need two screens?")
    v.agreed(
        "gap",
        "Priya",
        "Jonas",
        "A first draft of the survey",
        "At most ten questions",
        "Tried on two people",
        days=4,
    )
    v.move("Jonas", "gap", "report_done", text="It is in the team folder.")
    v.move("Priya", "gap", "name_gap", conditions=[2], text="I see nobody who has tried it.")
    v.agreed("letgo", "Mei", "Sam", "The photo wall of last summer", "Twelve photos", days=12)
    v.move("Sam", "letgo", "propose_release", text="The wall is going to be painted.")
    v.ask("pondering", "Mei", "Priya", "A name for the new search", "One word", days=8)
    v.move("Priya", "pondering", "answer_by", date=a_day(2, "09:00"), text="I want to look at my week first.")
    v.ask(
        "offer", "Jonas", "Mei", "A walk through the export, step by step", "One hour", days=7, kind="offer"
    )
    v.ask("no", "Amara", "Priya", "Take minutes on Friday", "One page", days=4)
    v.move("Priya", "no", "decline", text="I would rather listen this time.")


def lately(v: Village, start: datetime) -> None:
    """The last hours: what waits on Amara now."""
    v.at = start
    v.move("Mei", "search", "report_done")
    v.move("Amara", "search", "declare_satisfied", text="Thank you. This is just what I needed.")
    v.move("Amara", "rates", "report_done", text="In the shared folder.")
    v.move("Sam", "rates", "declare_satisfied")
    v.move("Tomas", "pricing", "report_done")
    v.ask("welcome", "Priya", "Amara", "The welcome email for trial users, ready to send",
          "Final copy, under 120 words", "Legal has said yes in writing", "Loaded in the mail tool, not sent", days=3)  # fmt: skip
    v.move("Amara", "finance", "flag_risk",
           text="Finance moved its Wednesday meeting. By then I may only have a verbal answer.")  # fmt: skip
    v.move("Tomas", "finance", "thank")
    v.move("Tomas", "finance", "propose_change", terms={"due": a_day(4, "12:00")},
           text="Thanks for telling me now. A verbal answer lets me plan. Writing can follow the day after.")  # fmt: skip


def looked_back(v: Village) -> str:
    """Jonas and Amara talk about the runbook, as far as what lies on the table."""
    from fairlead.rooms.conversations.actions.begin import Wanted, begin
    from fairlead.rooms.conversations.actions.take_step import take_step

    amara, jonas = v.people["Amara"], v.people["Jonas"]
    talk = begin(viewer=amara, wanted=Wanted(promise=str(v.promises["runbook"].id)), at=v.at).id
    steps: list[tuple[Any, str, dict[str, Any]]] = [
        (amara, "note_private", {"prompt": 2, "text": "It ran nine nights."}),
        (amara, "invite", {"purpose": "What stopped the export on the tenth night", "mode": "days"}),
        (jonas, "join", {}),
        (amara, "state_picture", {"text": "A runbook that runs with nobody clicking", "was_a_yes": True}),
        (jonas, "state_picture", {"text": "One that never needs us", "was_a_yes": True}),
        (amara, "same_picture", {}),
        (jonas, "same_picture", {}),
        (jonas, "state_gap", {"conditions": [1], "text": "On the tenth night it stopped."}),
        (amara, "confirm_gap", {}),
        (amara, "give_account", {"text": "It did run, for nine nights. I saw it at seven and fixed it by hand.",
                                 "points": ["It is not clear that early words are welcome"]}),
        (jonas, "ask_question", {"text": "What would have helped?"}),
        (amara, "answer_question", {"question": 1, "text": "A line in done about a changed file."}),
        (jonas, "read_back", {"text": "It did what you built it for, and nobody had said what happens when the file changes."}),
        (amara, "confirm_read_back", {"answer": "yes"}),
        (jonas, "own_part", {"text": "I wrote “unattended” and pictured “it never needs us”."}),
        (jonas, "give_account", {"text": "I found out from Halden, which is why I was short with you."}),
        (amara, "give_causes", {"codes": ["STANDARD_UNSHARED", "LATE_WARNING"]}),
        (jonas, "give_causes", {"codes": ["STANDARD_UNSHARED"]}),
        (jonas, "cause_sentence", {"text": "“Unattended” meant two things."}),
        (jonas, "nothing_owed", {}),
        (amara, "nothing_owed", {}),
        (amara, "propose_agreement", {
            "actions": [{"by": str(amara.person), "text": "Say “at risk” the same morning", "due": a_day(8)[:10]},
                        {"by": str(jonas.person), "text": "Write what happens on a changed file into done", "due": None}],
            "look_again_on": a_day(21)[:10],
            "answers": [{"point": 1, "text": "A risk is answered with thanks and a plan"}]}),
    ]  # fmt: skip
    for number, (who, act, facts) in enumerate(steps):
        at = v.at + timedelta(seconds=1 + number)
        take_step(viewer=who, conversation=talk, act=act, facts=facts, at=at)
    return str(talk)


def read_along(v: Village) -> str:
    """Sam reads along with a promise of Amara and Mei and with a week of Mei's; Priya is suggested for one of Amara and Tomas."""
    from fairlead.core.reflection import Week
    from fairlead.rooms.coaching.actions.sharing import act_on, ask_along
    from fairlead.rooms.coaching.queries.things import promise_thing, week_thing
    from fairlead.rooms.reflections.actions.write import write_week

    amara, mei, sam = (v.people[name] for name in ("Amara", "Mei", "Sam"))
    week = Week.of(TODAY).name
    answers = {"1": "I asked twice without a date.", "8": "The date first, then the story."}
    write_week(viewer=mei, week=week, answers=answers, at=v.at)

    def act(who: Any, key: str, what: str, coach: str) -> None:
        thing = promise_thing(viewer=who, promise=v.promises[key].id, at=v.at)
        act_on(viewer=who, thing=thing, act=what, coach=v.people[coach].person, at=v.at)

    act(amara, "notes", "invite", "Sam")
    act(mei, "notes", "agree", "Sam")
    act(amara, "pricing", "invite", "Priya")
    shared = week_thing(viewer=mei, week=week, at=v.at)
    act_on(viewer=mei, thing=shared, act="invite", coach=sam.person, at=v.at)
    for kind, thing in (("promise", v.promises["notes"].id), ("reflection", shared.about.thing)):
        text = "What would tell you early that it slips?"
        ask_along(viewer=sam, kind=kind, thing=thing, sort="question", text=text, at=v.at)
    return str(shared.about.thing)


def suggested(v: Village, who: Any, wanted: dict[str, Any], *rows: tuple[Any, str, int | None]) -> Any:
    """An agreement; a row: who does it (nobody: all), what, and in how many days."""
    from fairlead.rooms.agreements.actions.open_agreement import Wanted, open_agreement

    actions = [
        {"by": str(by.person) if by else None, "text": text, "due": a_day(days)[:10] if days else None}
        for by, text, days in rows
    ]
    facts = {"actions": actions, "look_again_on": a_day(18)[:10]}
    return open_agreement(viewer=who, wanted=Wanted(**wanted), facts=facts, at=v.at).id


def agreements(v: Village) -> dict[str, str]:
    """One of Amara and Mei that is in force, one that waits for Amara, and one of the team with a problem."""
    from fairlead.rooms.agreements.actions.citing import promise_action
    from fairlead.rooms.agreements.actions.move_agreement import move_agreement
    from fairlead.rooms.agreements.actions.sharing import share_agreement

    amara, mei, tomas, jonas = (v.people[name] for name in ("Amara", "Mei", "Tomas", "Jonas"))

    pact = suggested(
        v,
        amara,
        {"parties": [mei.person]},
        (amara, "Name what done means before I ask for a date", None),
        (mei, "Say by Wednesday noon whether the release is still on its way", None),
        (mei, "Put the release steps on one page", 8),
    )
    move_agreement(viewer=mei, agreement=pact, act="agree", version=1, at=v.at)
    promise_action(viewer=mei, agreement=pact, version=1, place=3, at=v.at)
    share_agreement(viewer=mei, agreement=pact, audience="team", is_wanted=True, at=v.at)
    waits = suggested(
        v,
        tomas,
        {"parties": [amara.person]},
        (tomas, "Book test weeks only after a written yes", None),
        (amara, "Tell Tomas the same day what Finance said", None),
    )
    rule = suggested(
        v,
        amara,
        {"team": v.team},
        (None, "Nobody is written to after six", None),
        (jonas, "Ask the night desk what it needs", 6),
    )
    problem = {"text": "The launch week needs one evening."}
    move_agreement(viewer=jonas, agreement=rule, act="see_problem", version=1, facts=problem, at=v.at)
    return {"pact": str(pact), "waits": str(waits), "rule": str(rule)}


def pulses(v: Village) -> str:
    """Two that were shown, with single questions and comments, as they lie after their close, and what the team makes of the
    newest: its id. And three teams together, for whoever leads the one above."""
    from fairlead.core.pulse.disclosure import Score
    from fairlead.core.pulse.items import instrument
    from tests.rooms.pulses.published import publish, publish_together, told

    organisation = v.people["Amara"].organisation
    items = {code: Score(70) for code in instrument().codes("safe", "matter")} | {"S2": Score(20, "low")}
    publish(organisation, v.team, told(45, 80))
    for safe in (60, 70):
        publish_together(organisation, v.team, told(safe, 75, respondents="20+"))
    words = ("Dates arrive already decided.", "Thank you for the early word.", "Raising a risk goes quiet.")
    shown = told(60, Score(90, "high"), items=items, comments=words, withheld=())
    return str(followed(v, publish(organisation, v.team, shown)))


def followed(v: Village, pulse: UUID) -> UUID:
    from fairlead.rooms.pulses.actions.after import answer_theme, name_theme, say_meaning

    amara, jonas = v.people["Amara"], v.people["Jonas"]
    say_meaning(viewer=jonas, pulse=pulse, text="We hear risks, and answer them late.", at=v.at)
    themes = [
        name_theme(viewer=jonas, pulse=pulse, text=text, at=v.at)
        for text in ("Dates come decided", "No answers")
    ]
    day = (v.at + timedelta(days=30)).date().isoformat()
    answer_theme(
        viewer=amara,
        pulse=pulse,
        theme=themes[0],
        decision="not_now",
        text="After the launch.",
        on=day,
        at=v.at,
    )
    return pulse


def session_of(viewer: Any) -> str:
    from fairlead.rooms.people.actions import sign_in_session
    from fairlead.rooms.people.queries import account_of
    from fairlead.rooms.people.sessions import SessionStore
    from fairlead.rooms.people.shapes import Entered

    account = account_of(viewer.person)
    assert account is not None
    store = SessionStore()
    store.create()
    store.save()
    entered = Entered(account, viewer.person, viewer.organisation)
    sign_in_session(store.session_key, entered=entered, device="Chromium on Linux")
    return str(store.session_key)


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
    django.setup()
    from django.conf import settings

    from fairlead.doors.clock import now as what_time_it_is

    now = what_time_it_is()
    v = Village(at=now - timedelta(days=14))
    people_of(v)
    two_weeks(v, now - timedelta(days=7))
    talks(v)
    lately(v, now - timedelta(hours=6))
    talk = looked_back(v)
    kept = agreements(v) | {"week": read_along(v)}
    kept |= {"wave": pulses(v)}
    sys.stdout.write(json.dumps({
        "cookie": settings.SESSION_COOKIE_NAME,
        "people": {name: {"id": str(one.person), "session": session_of(one)} for name, one in v.people.items()},
        "promises": {"talk": talk, "team": str(v.team)} | kept | {key: str(shown.id) for key, shown in v.promises.items()},
    }))  # fmt: skip


if __name__ == "__main__":
    main()
