"""What a program is told that writes something else into what a team makes of its pulse."""

from __future__ import annotations

from typing import Any

from fairlead.rooms.pulses.models import Theme, Thought, Wave
from tests.doors.program import Program, refused
from tests.rooms.pulses.published import published
from tests.rooms.pulses.waves import CLOSES, Crew


def test_a_field_nobody_knows_is_refused_and_nothing_is_written(crew: Crew, moving: Any) -> None:
    pulse = crew.open().id
    published(Wave.objects.get(id=pulse))
    moving.move_to(CLOSES)
    dan = Program.of(crew.people[0], at=CLOSES)
    for method, address, body in (
        ("PUT", "meaning", {"meaning": "We ask late"}),
        ("POST", "themes", {"said": "Early words go unanswered"}),
    ):
        answer = dan.call(method, f"/pulses/{pulse}/after/{address}", {**body, "mood": 3})
        refused(answer, 422, "bad_field", "mood")
    assert not Thought.objects.exists()
    assert not Theme.objects.exists()
