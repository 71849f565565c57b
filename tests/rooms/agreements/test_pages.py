"""Agreements on pages, without JavaScript: suggested, agreed, changed, looked at again, and nothing typed lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from fairlead.core.conversation.agreement import ACTS
from fairlead.doors.clock import now
from fairlead.rooms.agreements.actions.erasing import erase_words
from fairlead.rooms.agreements.web.act import FORMS, SAID
from fairlead.rooms.people import actions as people
from tests.rooms.agreements.world import talked
from tests.rooms.promises.browser import browser_of, press
from tests.rooms.promises.world import NOW, World, the_world


@pytest.fixture
def world(db: None) -> World:
    return the_world()


@pytest.fixture
def clock():
    with time_machine.travel(NOW + timedelta(hours=2), tick=False) as moved:
        yield moved


class Three:
    """Alice, Dan and Olga of one team, at their browsers."""

    def __init__(self, world: World, clock: Any) -> None:
        self.world, self.clock = world, clock
        self.sign_in()

    def sign_in(self) -> None:
        world = self.world
        self.alice, self.dan, self.olga = (browser_of(one) for one in (world.alice, world.dan, world.olga))

    def rows(self, *pairs: tuple[Any, str, str]) -> dict[str, Any]:
        return {
            "by": [str(one.person) if one else "" for one, _text, _due in pairs],
            "action": [text for _one, text, _due in pairs],
            "due": [due for _one, _text, due in pairs],
        }

    def of_two(self, **typed: Any) -> str:
        world = self.world
        rows = self.rows(
            (world.alice, "Name the date in the ask", ""), (world.dan, "Say “at risk” at once", "2026-12-02")
        )
        answer = press(
            self.alice, f"/agreements/new?with={world.dan.person}", "Suggest it", **{**rows, **typed}
        )
        assert answer.status_code == 303, answer.content.decode()
        return str(answer["Location"])

    def of_team(self) -> str:
        rows = self.rows((None, "Nobody is written to after six", ""))
        answer = press(self.alice, f"/agreements/new?with={self.world.team}", "Suggest it", **rows)
        assert answer.status_code == 303, answer.content.decode()
        return str(answer["Location"])


@pytest.fixture
def three(world: World, clock: Any) -> Three:
    return Three(world, clock)


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def done(client: Client, address: str, words: str, **typed: Any) -> None:
    answer = press(client, address, words, **typed)
    assert answer.status_code == 303, answer.content.decode()


def test_nothing_yet_says_where_they_come_from(three: Three) -> None:
    page = read(three.alice, "/agreements")
    assert "Agreements appear here when a review ends." in page
    assert 'href="/agreements/new"' in page
    assert "Suggest an agreement" in read(three.alice, "/agreements/new")
    assert 'href="/agreements"' in read(three.alice, "/team")


def test_two_agree_and_each_sees_what_the_other_will_do(three: Three) -> None:
    here = three.of_two()
    assert "Waiting for Dan" in read(three.alice, here)
    seen = read(three.dan, here)
    assert "Alice will" in seen
    assert "You will" in seen
    assert "Only you and Alice can read this." in seen
    assert "Waits for your answer" in read(three.dan, "/agreements")
    done(three.dan, here, "I agree to my side")
    assert "In force" in read(three.alice, here)
    assert three.olga.get(here).status_code == 404


def test_one_side_empty_is_told_at_the_field_and_nothing_typed_is_lost(three: Three) -> None:
    world = three.world
    rows = three.rows((world.alice, "", ""), (world.dan, "Say “at risk” at once", "2026-12-02"))
    answer = press(
        three.alice,
        f"/agreements/new?with={world.dan.person}",
        "Suggest it",
        **rows,
        look_again_on="2026-12-20",
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Each of you does one thing at least." in page
    for typed in ("Say “at risk” at once", "2026-12-02", "2026-12-20"):
        assert typed in page


def test_a_change_is_told_as_old_and_new_and_holds_once_the_other_agrees(three: Three) -> None:
    here, world = three.of_two(), three.world
    done(three.dan, here, "I agree to my side")
    rows = three.rows((world.alice, "Name the date in the ask", ""), (world.dan, "Say it before noon", ""))
    done(three.dan, f"{here}/change", "Propose a change", **rows)
    page = read(three.alice, here)
    assert "Dan suggests a change" in page
    assert "was </span>Say “at risk” at once" in page
    assert "Say it before noon" in page
    done(three.alice, here, "I agree to my side")
    page = read(three.alice, here)
    assert "Earlier versions" in page
    assert "suggests a change" not in page


def test_a_stale_yes_is_no_yes_to_something_else(three: Three) -> None:
    here, world = three.of_two(), three.world
    rows = three.rows((world.alice, "Something else", ""), (world.dan, "More of it", ""))
    done(three.alice, f"{here}/change", "Propose a change", **rows)
    page = three.dan.get(here).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answer = three.dan.post(f"{here}/agree", {"version": "1", "csrfmiddlewaretoken": token})
    assert answer.status_code == 409
    assert "Somebody proposed a change since you saw it." in answer.content.decode()
    assert "Waiting for Dan" in read(three.alice, here)


def test_a_team_says_it_can_live_with_it_or_what_the_problem_is(three: Three) -> None:
    here = three.of_team()
    page = read(three.olga, here)
    assert "Silence binds nobody." in page
    done(three.olga, f"{here}/see_problem", "I see a problem", text="Mine starts at five")
    page = read(three.dan, here)
    assert "Mine starts at five" in page
    assert "No answer yet" in page
    done(three.dan, here, "I can live with it")
    done(three.olga, here, "I can live with it")
    assert "In force" in read(three.olga, here)
    done(three.olga, f"{here}/end", "It binds me no longer")
    assert "In force" in read(three.dan, here)


def test_it_fades_and_is_kept_or_dropped(three: Three) -> None:
    here = three.of_two()
    done(three.dan, here, "I agree to my side")
    three.clock.shift(timedelta(days=25))
    three.sign_in()
    assert "Not looked at since" in read(three.dan, "/agreements")
    for who in (three.alice, three.dan):
        done(who, f"{here}/look_again", "Look at it again", verdict="keep", text="It held")
    page = read(three.alice, here)
    assert "Not looked at since" not in page
    assert page.count("It held") == 2, "once for each, in the list and nowhere else"
    done(three.alice, f"{here}/end", "End the agreement")
    assert "Ended" in read(three.dan, here)
    assert three.dan.get(f"{here}/end").status_code == 409


def test_what_nobody_looked_at_binds_no_longer_and_a_change_to_it_is_a_proposal(three: Three) -> None:
    here, world = three.of_two(), three.world
    done(three.dan, here, "I agree to my side")
    three.clock.shift(timedelta(days=60))
    three.sign_in()
    assert "Not looked at, and no longer binding" in read(three.dan, here)
    rows = three.rows((world.alice, "Name the date", ""), (world.dan, "Say it early", ""))
    done(three.dan, f"{here}/change", "Propose a change", **rows, look_again_on="2027-02-10")
    page = read(three.alice, here)
    assert "What lies on the table" in page
    assert "Waits for your answer" in page
    assert "Waiting for Alice" in read(three.dan, here)
    done(three.alice, here, "I agree to my side")
    assert "In force" in read(three.dan, here)


def test_a_proposal_can_be_taken_back(three: Three) -> None:
    here = three.of_two()
    done(three.alice, here, "Take the proposal back")
    assert "Taken back" in read(three.dan, "/agreements")


def test_every_act_has_its_form_and_its_line() -> None:
    assert set(FORMS) == set(SAID) == set(ACTS)


def test_from_a_conversation_one_comes_to_what_was_agreed_in_it(three: Three) -> None:
    world = three.world
    talk = talked(world)
    assert f'href="/agreements/of/{talk}"' in read(three.dan, f"/conversations/{talk}")
    answer = three.dan.get(f"/agreements/of/{talk}")
    assert answer.status_code == 303
    page = read(three.dan, answer["Location"])
    assert "In force" in page
    assert f'href="/conversations/{talk}"' in page
    assert three.olga.get(f"/agreements/of/{talk}").status_code == 404


def test_where_words_were_erased_the_page_says_so(three: Three) -> None:
    here, world = three.of_two(), three.world
    done(three.dan, f"{here}/see_problem", "I see a problem", text="Mine starts at five")
    people.erase(world.alice.person, at=now())
    for _ in range(9):
        if not erase_words(at=now()):
            break
    for address in (here, "/agreements"):
        page = read(three.dan, address)
        assert "Name the date in the ask" not in page
        assert "(erased)" in page
    assert "Mine starts at five" in read(three.dan, here)
    assert "Propose a change" in read(three.dan, f"{here}/change")
