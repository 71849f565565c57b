"""A promise that slipped, talked through on the pages without JavaScript, by the two and nobody else."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fairlead.core.conversation import agenda
from fairlead.rooms.conversations.web import room
from fairlead.rooms.conversations.web.forms import ALONE, FORMS, PROMPTS
from tests.rooms.promises.browser import browser_of, press
from tests.rooms.promises.world import NOW, World, the_world

ACTIONS = {
    "action-doer": ["Say “at risk” the same morning", "", ""],
    "due-doer": ["2026-12-02", "", ""],
    "action-asker": ["Write what happens on a changed file into done", "", ""],
    "due-asker": ["", "", ""],
}


@pytest.fixture
def world(db: None) -> World:
    return the_world()


@pytest.fixture
def clock():
    with time_machine.travel(NOW + timedelta(hours=2), tick=False) as moved:
        yield moved


class Two:
    """Alice, who asked, and Dan, who promised, at their browsers."""

    def __init__(self, world: World, clock: Any) -> None:
        self.alice, self.dan, self.olga = (browser_of(one) for one in (world.alice, world.dan, world.olga))
        self.promise = world.promised()
        self.clock, self.here = clock, ""

    def begin(self, who: Client) -> None:
        answer = press(who, f"/conversations/new?promise={self.promise.id}", "Prepare my side")
        assert answer.status_code == 303, answer.content.decode()
        self.here = answer["Location"].removesuffix("#sent")

    def does(self, who: Client, act: str, words: str, **typed: Any) -> None:
        """One act: its form, or one press on the page itself."""
        self.clock.shift(timedelta(seconds=1))
        spec = FORMS[act]
        address = self.here if not spec.parts and not spec.is_asked_once else f"{self.here}/{act}"
        answer = press(who, address, words, **typed)
        assert answer.status_code == 303, (act, answer.status_code, answer.content.decode()[:3000])

    def version(self, who: Client) -> str:
        """What somebody's page of the conversation says it was made from."""
        found = re.search('name="version" value="([0-9]+)"', self.page(who))
        assert found
        return found[1]

    def finds_it_changed(self, who: Client, act: str, words: str, seen: str) -> None:
        """Pressed on a page from before the other said it anew: nothing is said, and nothing to press but to look."""
        answer = press(who, self.here, words, version=seen)
        assert answer.status_code == 409, (act, answer.status_code)
        assert words not in re.findall("<button[^>]*>([^<]*)</button>", answer.content.decode())
        assert f'href="{self.here}">Show it' in answer.content.decode()
        assert who.get(f"{self.here}/{act}")["Location"] == self.here

    def dan_proposes(self, hers: str, words: str = "Propose an agreement") -> None:
        typed = {**ACTIONS, "action-asker": [hers, "", ""], "answer-1": "We say it in the channel"}
        self.does(self.dan, "propose_agreement", words, **typed)

    def page(self, who: Client) -> str:
        return who.get(self.here).content.decode()


@pytest.fixture
def two(world: World, clock: Any) -> Two:
    return Two(world, clock)


def to_listening(two: Two) -> None:
    two.begin(two.dan)
    two.does(two.dan, "invite", "Invite to talk", purpose="What stopped the rota", mode="days")
    two.does(two.alice, "join", "Yes, let’s talk")
    two.does(two.dan, "state_picture", "Say what you understood", text="Two names a day", was_a_yes="yes")
    assert "Two names a day" not in two.page(two.alice)
    two.does(two.alice, "state_picture", "Say what you understood", text="Two sure names", was_a_yes="yes")
    assert "Two names a day" in two.page(two.alice)
    for who in (two.alice, two.dan):
        two.does(who, "same_picture", "Same picture")
    two.does(two.alice, "state_gap", "Say what is open", conditions=["1"], text="Three days have one name")
    seen = two.version(two.dan)
    two.does(two.alice, "state_gap", "Say it anew", conditions=["1"], text="Two days have one name")
    two.finds_it_changed(two.dan, "confirm_gap", "That’s right", seen)
    two.does(two.dan, "confirm_gap", "That’s right")


def to_causes(two: Two) -> None:
    to_listening(two)
    two.does(
        two.dan,
        "give_account",
        "Tell how it was for you",
        text="Two fell ill",
        points=["No way to say so early", "", ""],
    )
    assert f'href="{two.here}/ask_question"' in two.alice.get(f"{two.here}/read_back").content.decode()
    assert "How did you notice it?" in two.alice.get(f"{two.here}/ask_question").content.decode()
    two.does(two.alice, "ask_question", "Ask an open question", text="What would have helped?")
    two.does(two.dan, "answer_question", "Answer the question", text="A spare name")
    two.does(two.alice, "read_back", "What I heard", text="Illness, and nobody to tell")
    assert "Illness, and nobody to tell" in two.dan.get(f"{two.here}/confirm_read_back").content.decode()
    assert "Two fell ill" in two.alice.get(f"{two.here}/ask_question").content.decode()
    two.does(two.dan, "confirm_read_back", "Is that it?", answer="no", text="I did tell, in the hall")
    two.does(two.alice, "read_back", "What I heard", text="You told in the hall, and it was lost")
    two.does(two.dan, "confirm_read_back", "Is that it?", answer="yes", text="")
    two.does(two.alice, "own_part", "Name your own part", text="I did not write it down")
    two.does(two.alice, "give_account", "Tell how it was for you", text="I was short with you")


def to_agreement(two: Two) -> None:
    """Alice agrees to what she has read, whatever else was said meanwhile."""
    two.dan_proposes("Write it into done")
    seen = two.version(two.alice)
    two.dan_proposes("Write what happens on a changed file into done", "Suggest a change")
    two.finds_it_changed(two.alice, "agree_to_it", "I agree to it", seen)
    seen = two.version(two.alice)
    two.does(two.dan, "cause_sentence", "Say it in one sentence", text="There was no early way to say so")
    two.does(two.alice, "agree_to_it", "I agree to it", version=seen)


def counted(two: Two, statements: int) -> str:
    """Dan's page: its two are read once, and what became of it with what it was agreed in; one token for all its forms."""
    two.page(two.dan)
    with CaptureQueriesContext(connection) as asked:
        page = two.page(two.dan)
    tokens = re.findall('name="csrfmiddlewaretoken" value="([^"]*)"', page)
    assert len(asked) == statements
    assert len(tokens) > len(set(tokens)) == 1
    assert tokens[0] not in two.page(two.dan)
    return page


def sum_up(two: Two) -> None:
    """What both accept, in their own words, with all that was said one press away; Alice signs Dan's sentence with a press."""
    seen = two.version(two.alice)
    two.does(two.dan, "cause_sentence", "Say it in one sentence", text="Nobody was told")
    assert "I would sign that" not in two.page(two.dan)
    for version, answers in ((seen, 409), (two.version(two.alice), 303)):
        assert press(two.alice, two.here, "I would sign that", version=version).status_code == answers
    page = counted(two, 8)
    assert "I would sign that" not in page
    for words in (
        "In short", "You told in the hall, and it was lost", "Two days have one name", "Nobody was told", "A word to the desk",
        "What we agree from here", "The promise itself", "The agreement, and how it stands",
    ):  # fmt: skip
        assert words in page, words
    everything = two.dan.get(f"{two.here}?all=yes").content.decode()
    for words in ("Two fell ill", "A spare name", "I was short with you"):
        assert words not in page, words
        assert words in everything, words


def test_alice_and_dan_go_through_all_eleven_steps(two: Two) -> None:
    to_causes(two)
    two.does(two.dan, "give_causes", "Choose where it came apart", codes=["LATE_WARNING"], own_words="")
    assert "Speaking up early" not in two.page(two.alice)
    two.does(
        two.alice, "give_causes", "Choose where it came apart", codes=["STANDARD_UNSHARED"], own_words=""
    )
    assert "no early word" in two.page(two.alice)
    two.does(two.alice, "name_repair", "Say what would set it right", text="A word to the desk", side="asker")
    two.does(two.dan, "nothing_owed", "Nothing is owed")
    one_side = press(
        two.dan, f"{two.here}/propose_agreement", "Propose an agreement",
        **{**ACTIONS, "action-asker": ["", "", ""], "answer-1": "We say it in the channel"},
    )  # fmt: skip
    assert one_side.status_code == 422
    assert "Say “at risk” the same morning" in one_side.content.decode()
    to_agreement(two)
    sum_up(two)
    for who in (two.alice, two.dan):
        two.does(who, "accept_summary", "Accept the summary")
    two.clock.shift(timedelta(days=22))
    assert (
        "Write what happens on a changed file into done"
        in two.dan.get(f"{two.here}/look_again").content.decode()
    )
    two.does(two.dan, "look_again", "Look at it again", verdict="keep", text="It held")
    assert "It held" not in two.page(two.alice)
    two.does(two.alice, "look_again", "Look at it again", verdict="keep", text="It did")
    assert "Closed" in two.page(two.alice)


def test_dan_speaks_first_and_alice_s_box_is_closed_until_she_has_heard_him(two: Two) -> None:
    to_listening(two)
    page = two.page(two.alice)
    assert "Dan speaks first. Your account opens after Dan says you heard them." in page
    assert two.alice.get(f"{two.here}/give_account").status_code == 409
    token = two.alice.cookies["fairlead-csrf"].value
    sent = two.alice.post(f"{two.here}/give_account", {"csrfmiddlewaretoken": token, "text": "But I said"})
    assert sent.status_code == 409
    assert "But I said" in sent.content.decode()
    assert "But I said" not in two.page(two.dan)


def test_what_is_written_alone_is_shown_to_nobody_else(two: Two) -> None:
    two.begin(two.dan)
    answer = press(two.dan, f"{two.here}/notes/1", "Keep it for me", text="I lost sight of it")
    assert answer["Location"] == f"{two.here}/notes/2#sent"
    assert two.alice.get(two.here).status_code == 404
    two.does(two.dan, "invite", "Invite to talk", purpose="What stopped the rota", mode="days")
    assert "I lost sight of it" not in two.page(two.alice)
    assert "I lost sight of it" in two.dan.get(f"{two.here}/notes/1").content.decode()
    assert "I lost sight of it" not in two.alice.get(f"{two.here}/notes/1").content.decode()
    assert press(two.dan, f"{two.here}/notes/1", "Share this line")["Location"] == two.here
    invited = two.page(two.alice)
    for words in (
        "Dan would like to look back with you",
        "Each answer is as good as the others.",
        "How it goes",
    ):
        assert words in invited, words
    assert "Change the invitation" in two.page(two.dan)
    two.does(two.alice, "another_time", "Another time", date="2026-11-30")
    assert "Over some days · another time: Mon 30 Nov" in two.page(two.dan)
    two.does(two.alice, "join", "Yes, let’s talk")
    assert "another time" not in two.page(two.dan)
    assert "I lost sight of it" in two.page(two.alice)


def test_a_stranger_finds_nothing_and_a_second_press_finds_the_same_conversation(two: Two) -> None:
    two.begin(two.dan)
    for address in ("", "/fresh", "/notes/1", "/invite"):
        assert two.olga.get(two.here + address).status_code == 404
    again = two.dan.get(f"/conversations/new?promise={two.promise.id}")
    assert again["Location"] == two.here
    assert two.here in two.dan.get("/conversations").content.decode()
    assert "No conversation yet" in two.olga.get("/conversations").content.decode()


def test_the_page_asks_every_three_seconds_and_is_told_in_no_words_that_nothing_is_new(two: Two) -> None:
    to_listening(two)
    page = two.page(two.alice)
    tag = page.partition("/fresh?tag=")[2].partition('"')[0]
    assert two.alice.get(f"{two.here}/fresh?tag={tag}").status_code == 204
    two.does(two.dan, "give_account", "Tell how it was for you", text="Two fell ill", points=["", "", ""])
    fresh = two.alice.get(f"{two.here}/fresh?tag={tag}", headers={"HX-Request": "true"})
    assert "Two fell ill" in fresh.content.decode()
    now_there = {"If-None-Match": fresh["ETag"]}
    for asked in (f"?tag={tag}", ""):
        same = two.alice.get(f"{two.here}/fresh{asked}", headers=now_there)
        assert (same.status_code, same.content, same["ETag"]) == (304, b"", fresh["ETag"])
    assert two.dan.get(f"{two.here}/fresh", headers=now_there).status_code == 200, (
        "each has a tag of their own"
    )


def test_either_stops_alone_and_is_asked_once(two: Two) -> None:
    to_listening(two)
    two.does(two.dan, "pause", "Pause", date="2026-11-30")
    assert "Name another day" in two.page(two.alice)
    two.does(two.alice, "resume", "Go on")
    form = two.dan.get(f"{two.here}/give_account")
    assert form.status_code == 200
    two.does(two.alice, "stop", "Stop here")
    typed = {"csrfmiddlewaretoken": two.dan.cookies["fairlead-csrf"].value, "text": "Half of what I wan"}
    late = two.dan.post(f"{two.here}/give_account", typed)
    assert late.status_code == 409
    assert "What you typed is still here, to copy." in late.content.decode()
    assert "Half of what I wan" in late.content.decode()
    assert "Half of what I wan" not in two.page(two.alice)
    page = two.page(two.dan)
    for words in ("Stopped", "Either of you can begin anew.", "Two sure names"):
        assert words in page, words
    assert page.count('<li class="done">') == 1  # it did not come further than the listening


def test_something_never_asked_can_be_talked_about_too(two: Two, world: World) -> None:
    answer = press(
        two.alice, "/conversations/new", "Prepare my side",
        **{"with": str(world.dan.person), "expectation": "That the desk is staffed on Fridays", "me": "asker"},
    )  # fmt: skip
    two.here = answer["Location"].removesuffix("#sent")
    assert "That the desk is staffed on Fridays" in two.page(two.alice)
    offered = re.findall(
        'name="codes" value="([A-Z_]+)"', two.alice.get(f"{two.here}/give_causes").content.decode()
    )
    assert offered[:2] == ["UNASKED", "OUTCOME_UNCLEAR"], "the first finding, before the four questions"
    empty = press(two.alice, "/conversations/new", "Prepare my side", expectation="Kept as typed")
    assert (empty.status_code, "Kept as typed" in empty.content.decode()) == (422, True)


def test_every_act_of_the_law_has_its_form_and_every_prompt_its_words() -> None:
    assert set(FORMS) == set(agenda.ACTS) - ALONE
    assert {role: len(words) for role, words in PROMPTS.items()} == {
        role: len(names) for role, names in agenda.PROMPTS.items()
    }


# --- the record, and one screen for both ---


def test_the_record_beside_every_step_says_what_was_said_and_what_never_was(two: Two) -> None:
    two.begin(two.dan)
    for address in ("", "/notes/1", "/invite"):
        page = two.dan.get(two.here + address).content.decode()
        for words in (
            "Version 1, ",
            "2 points of done",
            "No read-back",
            "No question was asked",
            "No early word",
        ):
            assert words in page, (address, words)
        assert "No date was agreed" not in page
        assert "Nothing said what done means" not in page


def test_the_record_counts_no_version_that_was_there_from_the_start(world: World, clock: Any) -> None:
    asked = world.ask(due=None, standard=[])
    asked = world.move(world.dan, asked, "ask", text="By when?")
    asked = world.move(world.alice, asked, "clarify", text="Friday")
    asked = world.move(world.dan, asked, "counter", terms={"due": "2026-12-09T17:00:00+01:00[Europe/Berlin]"})
    asked = world.move(world.alice, asked, "counter", terms={"standard": ["Two names a day"]})
    two = Two(world, clock)
    two.promise = world.move(world.dan, asked, "accept", read_back="Two names, by the ninth")
    two.begin(two.alice)
    page = two.page(two.alice)
    for words in (
        "No date was agreed until version 2", "Nothing said what done means until version 3", "By when?",
        "Two names, by the ninth", "No early word",
    ):  # fmt: skip
        assert words in page, words
    for words in ("No read-back", "No question was asked", "without an answer"):
        assert words not in page, words


def in_one_room(two: Two) -> None:
    two.begin(two.dan)
    assert two.dan.get(f"{two.here}/room").status_code == 404
    two.does(two.dan, "invite", "Invite to talk", purpose="What stopped the rota", mode="room")
    two.does(two.alice, "join", "Yes, let’s talk")


def test_in_a_room_both_see_what_lies_on_the_table(two: Two) -> None:
    to_causes(two)
    two.does(two.dan, "give_causes", "Choose where it came apart", codes=["LATE_WARNING"], own_words="")
    two.does(two.alice, "give_causes", "Choose where it came apart", codes=["LATE_WARNING"], own_words="")
    for who in (two.alice, two.dan):
        two.does(who, "nothing_owed", "Nothing is owed")
    typed = {**ACTIONS, "answer-1": "We say it in the channel"}
    for who in (two.alice, two.dan):
        assert "What lies on the table" not in who.get(f"{two.here}/room").content.decode()
    two.does(two.dan, "propose_agreement", "Propose an agreement", **typed)
    for who in (two.alice, two.dan):
        page = who.get(f"{two.here}/room").content.decode()
        assert "What lies on the table" in page
        for words in (ACTIONS["action-doer"][0], ACTIONS["action-asker"][0], "We look again"):
            assert words in page


def test_in_a_room_one_screen_says_to_both_who_speaks_and_who_listens(two: Two) -> None:
    in_one_room(two)
    assert "One screen for both" in two.page(two.alice)
    sent = press(
        two.dan, f"{two.here}/state_picture", "Say what you understood", text="Mine alone", was_a_yes="yes"
    )
    assert sent["Location"] == f"{two.here}/room#sent"
    page = two.dan.get(f"{two.here}/room").content.decode()
    assert "Both of you" in page
    assert "Mine alone" not in page  # both look at this screen
    assert "Mine alone" in two.page(two.dan)
    two.does(two.alice, "state_picture", "Say what you understood", text="Hers", was_a_yes="yes")
    assert re.findall("btn-primary[^>]*>([^<]+)<", two.page(two.dan)) == ["Same picture"], "what leads on"
    for who in (two.alice, two.dan):
        two.does(who, "same_picture", "Same picture")
    assert "Alice speaks" in two.alice.get(f"{two.here}/room").content.decode()
    two.does(two.alice, "state_gap", "Say what is open", conditions=["1"], text="Three days")
    two.does(two.dan, "confirm_gap", "That’s right")
    page = two.alice.get(f"{two.here}/room").content.decode()
    assert page.index("Listen to Dan") < page.index("Dan speaks") < page.index("Alice listens")
    tag = page.partition("/room?tag=")[2].partition('"')[0]
    assert two.alice.get(f"{two.here}/room?tag={tag}").status_code == 204
    assert two.olga.get(f"{two.here}/room").status_code == 404
    two.does(two.dan, "pause", "Pause", date="2026-12-20")
    assert press(two.alice, f"{two.here}/room", "Go on").status_code == 303


def test_every_step_has_its_words_for_one_screen() -> None:
    assert set(room.PROMPTS) == set(agenda.HEADINGS) - {"prepare"}
