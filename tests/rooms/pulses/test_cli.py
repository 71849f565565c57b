"""The pulse on the command line, over the API, as a person; and nothing that would answer a ballot there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fairlead.core.pulse.disclosure import Score
from fairlead.rooms.pulses.actions.opening import open_due
from fairlead.rooms.pulses.cli import pulse
from fairlead.rooms.pulses.models import Wave
from tests.doors.program import Program
from tests.rooms.promises.test_cli import data, run
from tests.rooms.pulses.published import published
from tests.rooms.pulses.published import told as told_of
from tests.rooms.pulses.waves import CLOSES, OPENS, Crew


def test_a_rhythm_is_chosen_a_pulse_listed_and_its_result_read(crew: Crew, moving: Any) -> None:
    alice, dan = Program.of(crew.alice, at=OPENS), Program.of(crew.people[0], at=OPENS)
    chosen = run(alice, "pulse", "rhythm", "--team", "Delivery", "--weeks", "4", "--first-on", "2026-11-23")
    assert "Every 4 weeks, next on Mon 23 Nov 2026" in chosen.stdout, chosen.output
    every = ("pulse", "rhythm", "--team", "Delivery", "--weeks", "4", "--first-on", "2026-11-23")
    rhythms = [data(alice, *every, how)["rhythm"] for how in ("--links", "--no-links")]
    assert rhythms == [
        {"weeks": 4, "next_on": "2026-11-23", "links": has_links} for has_links in (True, False)
    ]
    refused = run(dan, "pulse", "rhythm", "--team", "Delivery", "--weeks", "5", "--first-on", "2026-11-24")
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    open_due(at=OPENS)
    [wave] = Wave.objects.all()
    assert "open" in run(dan, "pulse", "list", "--team", "Delivery").stdout
    before = run(dan, "pulse", "show", str(wave.id)).stdout
    assert "Bad news that came early" in before
    assert "Answered" not in before
    words_of = {
        "comments": ("Nobody answers an early word.",),
        "withheld": ("items",),
        "alike": {"safe": "alike"},
    }
    published(wave, told_of(45, Score(90, "high"), **words_of))
    told = run(dan, "pulse", "show", str(wave.id)).stdout
    for words in (
        "closed",
        "Leans: strain",
        "8-11 people, 75-89 %",
        "90 or more",
        "45, you see it alike",
        "Nobody answers an early word.",
    ):
        assert words in told
    assert data(dan, "pulse", "show", str(wave.id))["release"]["safe"] == {"value": 45, "coded": None}
    never = run(alice, "pulse", "rhythm", "--team", "Delivery", "--weeks", "never")
    assert "No further pulse opens." in never.stdout


def test_the_road_from_a_result_is_walked_on_the_command_line(crew: Crew, moving: Any) -> None:
    wave = Wave.objects.get(id=crew.open().id)
    published(wave)
    moving.move_to(CLOSES)
    alice, dan = Program.of(crew.alice, at=CLOSES), Program.of(crew.people[0], at=CLOSES)

    def after(who: Program, what: str, *words: str) -> str:
        result = run(who, "pulse", "after", what, str(wave.id), *words)
        assert result.exit_code == 0, result.output
        return result.stdout

    assert after(dan, "show").count("Nothing here.") == 3
    assert "Person 0: We hear risks late" in after(dan, "meaning", "We hear risks late")
    assert "Waits for an answer" in after(dan, "said", "Early words get no answer")
    moving.move_to(CLOSES + timedelta(days=2))
    assert "waits for 2 days" in after(dan, "show")
    [theme] = data(dan, "pulse", "after", "show", str(wave.id))["themes"]
    told = after(alice, "answer", theme["id"][:13], "will", "The same day", "--on", "2026-12-09")
    assert "We will Wed 9 Dec 2026  Early words get no answer → The same day" in told
    refused = run(dan, "pulse", "after", "answer", str(wave.id), theme["id"], "did", "Done")
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    after(dan, "agree", "A quiet hour", "--look-again-on", "2026-12-21")
    [agreed] = data(alice, "pulse", "after", "show", str(wave.id))["agreements"]
    assert agreed in after(alice, "show")


def test_who_leads_answers_in_the_mirror_on_the_command_line(crew: Crew, moving: Any) -> None:
    pulse = str(crew.open().id)
    alice = Program.of(crew.alice, at=OPENS, scopes=("reflect",))
    run(alice, "pulse", "mirror", pulse, "--answer", "S1", "7")
    told = run(alice, "pulse", "mirror", pulse, "--answer", "A1", "4").stdout
    assert "Only you can read what you answered." in told
    assert "S1  7  My team could" in told
    assert data(alice, "pulse", "mirror", pulse)["answers"] == {"S1": 7, "A1": 4}


def test_nobody_answers_from_a_terminal() -> None:
    assert set(pulse.commands) == {"list", "show", "rhythm", "statistics", "together", "mirror", "after"}
