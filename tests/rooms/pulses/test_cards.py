"""Conversation mode: a team too small to be asked alone talks, with cards, and nothing of it is stored."""

from __future__ import annotations

from typing import Any

from fairlead.rooms.pulses.models import Wave
from tests.rooms.promises.browser import browser_of
from tests.rooms.pulses.waves import Crew


def test_the_cards_say_the_questions_and_who_leads_speaks_last(crew: Crew, moving: Any) -> None:
    browser = browser_of(crew.people[0])
    page = browser.get(f"/team/{crew.team}/pulse/cards").content.decode()
    for words in ("Bad news that came early", "I know what I have promised", "Something changed because of"):
        assert words in page
    assert "Whoever leads speaks last" in page
    assert "<textarea" not in page
    assert not Wave.objects.exists()
    assert f'href="/team/{crew.team}/pulse/cards"' in browser.get(f"/team/{crew.team}/pulse").content.decode()
    assert browser_of(crew.mallory).get(f"/team/{crew.team}/pulse/cards").status_code == 404
