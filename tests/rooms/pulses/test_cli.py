"""The pulse on the command line, over the API, as a person; and nothing that would answer a ballot there."""

from __future__ import annotations

from typing import Any

from fairlead.rooms.pulses.actions.opening import open_due
from fairlead.rooms.pulses.cli import pulse
from fairlead.rooms.pulses.models import Wave
from tests.doors.program import Program
from tests.rooms.promises.test_cli import data, run
from tests.rooms.pulses.test_after import published
from tests.rooms.pulses.waves import OPENS, Crew


def test_a_rhythm_is_chosen_a_pulse_listed_and_its_result_read(crew: Crew, moving: Any) -> None:
    alice, dan = Program.of(crew.alice, at=OPENS), Program.of(crew.people[0], at=OPENS)
    chosen = run(alice, "pulse", "rhythm", "--team", "Delivery", "--weeks", "4", "--first-on", "2026-11-23")
    assert "Every 4 weeks, next on Mon 23 Nov 2026" in chosen.stdout, chosen.output
    refused = run(dan, "pulse", "rhythm", "--team", "Delivery", "--weeks", "5", "--first-on", "2026-11-24")
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    open_due(at=OPENS)
    [wave] = Wave.objects.all()
    assert "open" in run(dan, "pulse", "list", "--team", "Delivery").stdout
    before = run(dan, "pulse", "show", str(wave.id)).stdout
    assert "Bad news that came early" in before
    assert "Answered" not in before
    published(wave)
    told = run(dan, "pulse", "show", str(wave.id)).stdout
    for words in (
        "closed",
        "Leans: strain",
        "8-11 people, 75-89 %",
        "90 or more",
        "Nobody answers an early word.",
    ):
        assert words in told
    assert data(dan, "pulse", "show", str(wave.id))["release"]["safe"] == {"value": 45, "coded": None}
    never = run(alice, "pulse", "rhythm", "--team", "Delivery", "--weeks", "never")
    assert "No further pulse opens." in never.stdout


def test_nobody_answers_from_a_terminal() -> None:
    assert set(pulse.commands) == {"list", "show", "rhythm", "statistics"}
