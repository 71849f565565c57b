"""Alice plays the conversation alone, with somebody made up: under the real law, and nothing of it is stored."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from fairlead.core.conversation.practice import MINE, Words, begun, open_to_me, played
from fairlead.core.refusals import Refusal
from tests.rooms.promises.browser import browser_of, pressed
from tests.rooms.promises.world import NOW, the_world

WORDS = Words("my picture", "my account", "a point", "an answer", "the key is missing", ("key",))
WAY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Invite to talk", {"text": "What kept the notes from being there"}),
    ("Say what you understood", {"text": "Nine pages on Thursday", "was_a_yes": "yes"}),
    ("Same picture", {}),
    ("Say what is open", {"text": "The page of the mixer", "conditions": ["2"]}),
    ("Ask an open question", {"text": "What would have helped?"}),
    ("What I heard", {"text": "The press took your days."}),
    ("What I heard", {"text": "You have the only key, and the press took your days."}),
    ("Name your own part", {"text": "I asked for nine pages at once."}),
    ("Tell how it was for you", {"text": "The night shift called me."}),
    ("Choose where it came apart", {"codes": ["LATE_WARNING"]}),
    ("Nothing is owed", {}),
    ("Propose an agreement", {"mine": "Answer an early word with an okay", "theirs": "Write two lines", "answer": "No meetings"}),
    ("Accept the summary", {}),
)  # fmt: skip


def rows() -> dict[str, int]:
    return {
        model.__name__: model.objects.count()
        for model in apps.get_models()
        if model.__module__.startswith("fairlead.")
    }


def step(client: Client, page: Any, words: str, typed: dict[str, Any]) -> Any:
    return pressed(client, "/practice", page.content.decode(), words, **typed)


def test_alice_goes_through_all_of_it_and_nothing_is_stored(db: None) -> None:
    alice = browser_of(the_world().alice)
    page = alice.get("/practice")
    before = rows()
    for words, typed in WAY:
        assert "nothing of it is stored" in unescape(page.content.decode())
        page = step(alice, page, words, typed)
        assert page.status_code == 200, words
    shown = unescape(page.content.decode())
    assert "That was it" in shown
    assert "Nearly. The key is missing" in shown  # the first read-back lacked it
    assert all(text in shown for _words, typed in WAY for text in [typed.get("text", "")])
    assert rows() == before


def test_what_the_law_refuses_comes_back_with_what_was_typed(db: None) -> None:
    alice = browser_of(the_world().alice)
    page = step(alice, alice.get("/practice"), "Invite to talk", {"text": "x" * 281})
    assert page.status_code == 422
    assert "x" * 281 in page.content.decode()
    page = step(alice, page, "Invite to talk", {"text": "What happened"})
    page = step(alice, page, "Say what you understood", {"text": "Nine pages"})
    assert page.status_code == 422
    assert "Nine pages" in page.content.decode()


def test_two_pictures_lead_past_the_gap_as_in_a_real_one() -> None:
    moves = [
        ("invite", {"purpose": "What happened", "mode": "days"}),
        ("state_picture", {"text": "Nine", "was_a_yes": True}),
    ]
    here = played([*moves, ("two_pictures", {})], WORDS, at=NOW, zone="UTC")
    assert (here.step, here.picture) == ("listen", "two")
    assert open_to_me(here, at=NOW, zone="UTC") == MINE["listen"]


def test_it_is_the_law_that_decides() -> None:
    assert open_to_me(begun(at=NOW), at=NOW, zone="UTC") == ("invite",)
    with pytest.raises(Refusal, match="not_your_move"):
        played([("own_part", {"text": "mine"})], WORDS, at=NOW, zone="UTC")
    with pytest.raises(Refusal, match="unknown_act"):
        played([("", {})], WORDS, at=NOW, zone="UTC")
