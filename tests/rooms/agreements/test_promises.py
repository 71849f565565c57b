"""What was agreed becomes a promise with one press, both ways can be followed, and each part is read by its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.rooms.agreements.actions.citing import promise_action
from fairlead.rooms.agreements.actions.hearing import heard_by_now
from fairlead.rooms.agreements.models import Cited
from fairlead.rooms.agreements.queries.trace import trace
from fairlead.rooms.promises.actions.drafts import drafts_of
from tests.doors.program import Program, refused
from tests.rooms.agreements.test_pages import Three, clock, done, read, three, world
from tests.rooms.agreements.world import talked
from tests.rooms.promises.browser import press
from tests.rooms.promises.world import NOW, World, terms

__all__ = ["clock", "three", "world"]


@pytest.fixture
def talk(world: World, clock: Any) -> UUID:
    return talked(world)


def agreement_of(world: World, talk: UUID) -> str:
    return f"/agreements/{heard_by_now(viewer=world.dan, conversation=talk, at=now())}"


def kept(three: Three, promise: str) -> None:
    done(three.alice, promise, "Yes, I promise")
    done(three.dan, f"{promise}/report_done", "Done: please check")
    done(three.alice, f"{promise}/declare_satisfied", "That’s it")


def test_a_dated_action_is_offered_with_one_press_and_the_pages_say_what_became_of_it(
    three: Three, talk: UUID
) -> None:
    here = agreement_of(three.world, talk)
    answer = press(three.dan, f"/conversations/{talk}", "Offer this to Alice")
    assert answer.status_code == 303
    promise = answer["Location"]
    page = read(three.alice, promise)
    assert "Say “at risk” the same morning" in page
    assert "Yes, I promise" in page  # with a date, and what done means: one press is enough
    for address in (here, f"/conversations/{talk}"):
        assert "Waiting for a reply" in read(three.alice, address)
        assert f'href="{promise}"' in read(three.dan, address)
    kept(three, promise)
    for address in (here, f"/conversations/{talk}"):
        assert ">Kept<" in read(three.dan, address)


def cited(who: Program, promise: str) -> list[str]:
    return [
        one["agreement"] or one["conversation"] for one in who.get(f"/promises/{promise}/trace").data["cites"]
    ]


def test_a_program_says_what_its_ask_comes_out_of_and_a_draft_keeps_it(three: Three, talk: UUID) -> None:
    world = three.world
    alice, olga = Program.of(world.alice, at=now()), Program.of(world.olga, at=now())
    agreement = agreement_of(world, talk).rpartition("/")[2]
    ask = {"kind": "request", "to": str(world.dan.person), "terms": terms()}
    for cites in (f"agreement:{agreement}", f"conversation:{talk}"):
        made = alice.post("/promises", {**ask, "cites": cites})
        assert made.status_code == 201, made.data
        assert cited(alice, made.data["id"]) == [cites.partition(":")[2]]
        kept = alice.post("/drafts", {**ask, "cites": cites}).data
        assert kept["cites"] == cites
        sent = alice.post("/promises", {"draft": kept["id"]})
        assert cited(alice, sent.data["id"]) == [cites.partition(":")[2]]
    before = len(alice.get("/promises").data["items"])
    for wrong in ("agreement:x", "rule", f"agreement:{talk}", 7, ["agreement"]):
        refused(alice.post("/promises", {**ask, "cites": wrong}), 422, "bad_field", "cites")
    refused(
        alice.post("/promises", {**ask, "to": "new@example.net", "cites": cites}), 422, "bad_field", "cites"
    )
    refused(olga.post("/promises", {**ask, "cites": cites}), 422, "bad_field", "cites")
    assert len(alice.get("/promises").data["items"]) == before


def test_whatever_happens_between_no_promise_is_there_without_what_it_comes_out_of(
    three: Three, talk: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(**_: Any) -> None:
        raise Killed

    dan, agreement = three.world.dan, agreement_of(three.world, talk).rpartition("/")[2]
    alice, chosen = Program.of(three.world.alice, at=now()), f"agreement:{agreement}"
    ask = {"kind": "request", "to": str(dan.person), "terms": terms(), "cites": chosen}
    before = alice.get("/promises").data
    monkeypatch.setattr("fairlead.rooms.agreements.web.asking.cite", killed)
    monkeypatch.setattr("fairlead.rooms.agreements.actions.citing.cite", killed)
    form = {"outcome": "A note before noon", "due": "2026-12-04", "standard": ["One line"]}
    for sent in (
        lambda: alice.post("/promises", ask),
        lambda: press(three.alice, f"/ask?to={dan.person}", "Ask Dan", **form, cites=chosen),
        lambda: press(three.dan, f"/conversations/{talk}", "Offer this to Alice"),
    ):
        with pytest.raises(Killed):
            sent()
        assert alice.get("/promises").data == before
    monkeypatch.undo()
    assert cited(alice, alice.post("/promises", ask).data["id"]) == [agreement]


def test_a_draft_of_the_form_comes_back_with_what_it_comes_out_of(three: Three, talk: UUID) -> None:
    chosen = f"agreement:{agreement_of(three.world, talk).rpartition('/')[2]}"
    asking = f"/ask?to={three.world.dan.person}"
    press(three.alice, asking, "Keep as a draft", outcome="A line about changed files", cites=chosen)
    [draft] = drafts_of(viewer=three.world.alice)
    page = three.alice.get(f"/ask?draft={draft.id}").content.decode()
    assert f'<option value="{chosen}" selected' in page


def test_pressed_by_both_it_is_one_promise_and_nobody_promises_for_the_other(
    three: Three, talk: UUID
) -> None:
    here = agreement_of(three.world, talk)
    first = press(three.alice, here, "Ask Dan for it")["Location"]
    shown = promise_action(viewer=three.world.dan, agreement=UUID(here[12:]), version=1, place=1, at=now())
    assert first == f"/promises/{shown.id}"
    assert (shown.me, shown.state.stage) == ("doer", "PROPOSED")
    assert Cited.objects.count() == 1


def test_who_it_does_not_bind_presses_nothing(three: Three, talk: UUID) -> None:
    here = agreement_of(three.world, talk)
    id_ = UUID(here[12:])
    for viewer, version, place, code in (
        (three.world.olga, 1, 1, "not_found"),
        (three.world.dan, 2, 1, "stale_terms"),
        (three.world.dan, 1, 2, "bad_field"),
        (three.world.dan, 1, 9, "bad_field"),
    ):
        with pytest.raises(Refusal) as refusal:
            promise_action(viewer=viewer, agreement=id_, version=version, place=place, at=now())
        assert refusal.value.code == code
    done(three.dan, f"{here}/end", "End the agreement")
    assert "Offer this to Alice" not in read(three.dan, here)
    with pytest.raises(Refusal):
        promise_action(viewer=three.world.dan, agreement=id_, version=1, place=1, at=now())


def test_what_would_set_it_right_is_asked_or_offered_and_followed(three: Three, talk: UUID) -> None:
    page = read(three.dan, f"/conversations/{talk}")
    assert "A list of who is still open" in page
    address = page.split('href="/offer?')[1].split('"')[0].replace("&amp;", "&")
    form = {"due": "2026-12-03", "standard": ["Every open name"]}
    answer = press(three.dan, f"/offer?{address}", "Offer this to Alice", **form)
    assert answer.status_code == 303, answer.content.decode()
    promise = answer["Location"]
    assert f'href="{promise}"' in read(three.alice, f"/conversations/{talk}")
    assert f'href="/conversations/{talk}"' in read(three.alice, promise)


def test_the_form_offers_what_both_are_bound_by_and_one_can_go_all_the_way_back(
    three: Three, talk: UUID
) -> None:
    here, world = agreement_of(three.world, talk), three.world
    assert "Does it come out of something you agreed?" in read(three.alice, f"/ask?to={world.dan.person}")
    assert "something you agreed" not in read(three.alice, f"/ask?to={world.olga.person}")
    form = {"outcome": "A note before noon", "due": "2026-12-04", "standard": ["One line"]}
    answer = press(
        three.alice, f"/ask?to={world.dan.person}", "Ask Dan", **form, cites=f"agreement:{here[12:]}"
    )
    promise = answer["Location"]
    page = read(three.dan, promise)
    assert f'href="{here}"' in page
    assert f'href="/conversations/{talk}"' in page
    found = trace(viewer=world.dan, promise=UUID(promise[10:]), at=now())
    [source] = found.cites
    assert source.talk is not None
    earlier = source.talk.promise
    assert earlier is not None
    onward = read(three.alice, f"/promises/{earlier}")
    for part in (f"/conversations/{talk}", here, promise):
        assert f'href="{part}"' in onward
    assert "A note before noon" in read(three.alice, here)
    with pytest.raises(Refusal):
        trace(viewer=world.olga, promise=UUID(promise[10:]), at=now())


def test_nobody_cites_what_does_not_bind_both(three: Three, talk: UUID) -> None:
    here, world = agreement_of(three.world, talk), three.world
    form = {"outcome": "A note before noon", "due": "2026-12-04", "standard": ["One line"]}
    for to, cites in (
        (world.olga, f"agreement:{here[12:]}"),
        (world.dan, f"agreement:{UUID(int=1)}"),
        (world.olga, f"conversation:{talk}:3"),
        (world.dan, "agreement:x"),
    ):
        answer = press(three.alice, f"/ask?to={to.person}", "Ask", **form, cites=cites)
        assert answer.status_code == 422, cites
        assert "A note before noon" in answer.content.decode()
    three.clock.shift(timedelta(days=90))  # nobody looked at it again
    three.sign_in()
    faded = {**form, "due": "2027-03-01", "cites": f"agreement:{here[12:]}"}
    assert press(three.alice, f"/ask?to={world.dan.person}", "Ask", **faded).status_code == 422
    assert not Cited.objects.exists()


def test_a_program_makes_and_follows_them_too(three: Three, talk: UUID) -> None:
    here, world = agreement_of(three.world, talk), three.world
    dan, olga = (Program.of(one, at=now()) for one in (world.dan, world.olga))
    made = dan.post(f"{here}/promises", {"version": 1, "action": 1})
    assert made.status_code == 201, made.data
    [came] = made.data["promises"]
    assert (came["stage"], came["action"]) == ("PROPOSED", 1)
    seen = dan.get(f"/promises/{came['promise']}/trace").data
    assert [one["conversation"] for one in seen["cites"]] == [str(talk)]
    earlier = dan.get(f"/promises/{seen['cites'][0]['came_of']}/trace").data
    assert (earlier["agreements"], [one["promise"] for one in earlier["promises"]]) == (
        [here[12:]],
        [came["promise"]],
    )
    refused(olga.get(f"/promises/{came['promise']}/trace"), 404, "not_found")
    refused(olga.post(f"{here}/promises", {"version": 1, "action": 1}), 404, "not_found")
    refused(dan.post(f"{here}/promises", {"promise": str(UUID(int=1))}), 422, "bad_field")
    again = dan.post(f"{here}/promises", {"promise": seen["cites"][0]["came_of"]})
    assert len(again.data["promises"]) == 2


def test_in_a_team_only_what_it_is_plain_whom_to_ask_is_one_press(three: Three) -> None:
    world = three.world
    rows = three.rows(
        (world.dan, "Ask the night desk", "2026-12-02"), (None, "No mail after six", "2026-12-02")
    )
    here = press(three.alice, f"/agreements/new?with={world.team}", "Suggest it", **rows)["Location"]
    for who in (three.dan, three.olga):
        done(who, here, "I can live with it")
    assert "Ask Dan for it" in read(three.olga, here)
    assert "/offer?outcome=Ask+the+night+desk" in read(three.dan, here)
    promise = press(three.olga, here, "Ask Dan for it")["Location"]
    assert f'href="{promise}"' in read(three.dan, here)
    assert promise not in read(three.alice, here)  # a promise is read by its two, whoever agreed


def test_a_past_date_is_told_and_the_agreement_stays_on_the_page(three: Three, talk: UUID) -> None:
    here = agreement_of(three.world, talk)
    with time_machine.travel(NOW + timedelta(days=11), tick=False):
        three.sign_in()
        answer = press(three.dan, here, "Offer this to Alice")
    assert answer.status_code == 422
    assert "Say “at risk” the same morning" in answer.content.decode()
