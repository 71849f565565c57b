"""A coach asks and moves nothing: every act at every stage, by every door; and a question never opens the gate."""

from __future__ import annotations

from typing import Any

import pytest

from fairlead.core.conversation import agenda
from fairlead.core.promise import rules
from fairlead.rooms.coaching.actions.sharing import ask_along
from fairlead.rooms.coaching.queries.things import talk_thing
from fairlead.rooms.conversations.queries.show import show as show_talk
from tests.doors.program import Program
from tests.rooms.coaching.conftest import Coached, somebody
from tests.rooms.conversations.conftest import talk
from tests.rooms.conversations.world import WHOLE, Talk, play
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.world import NOW, World

__all__ = ["talk"]
PROMISE_ACTS = tuple(act for act in rules.ACTS if act not in ("request", "offer"))
TALK_ACTS = tuple(dict.fromkeys(rule.act for rule in agenda.RULES))
STAGES: tuple[tuple[tuple[str, str, dict[str, Any]], ...], ...] = (
    (),
    (("dan", "accept", {}),),
    (("dan", "accept", {}), ("dan", "flag_risk", {"text": "Slow"})),
    (("dan", "accept", {}), ("alice", "propose_release", {})),
    (("dan", "accept", {}), ("dan", "report_done", {})),
    (
        ("dan", "accept", {}),
        ("dan", "report_done", {}),
        ("alice", "name_gap", {"conditions": [1], "text": "Two"}),
    ),
    (("dan", "decline", {}),),
)


@pytest.mark.parametrize("moves", STAGES, ids=lambda moves: moves[-1][1] if moves else "asked")
def test_no_act_of_a_promise_is_open_to_a_coach_at_any_stage(world: World, clock: Any, moves: Any) -> None:
    from fairlead.rooms.coaching.actions.sharing import act_on
    from fairlead.rooms.coaching.queries.things import promise_thing

    promise, max_ = world.ask(), somebody(world, "Max")
    for who, act, facts in moves:
        promise = world.move(getattr(world, who), promise, act, **facts)
    for who, act in ((world.alice, "invite"), (world.dan, "agree")):
        thing = promise_thing(viewer=who, promise=promise.id, at=world.at)
        act_on(viewer=who, thing=thing, act=act, coach=max_.person, at=world.at)
    clock.move_to(world.at)
    program, browser = Program.of(max_, at=NOW), browser_of(max_)
    seen = program.get(f"/promises/{promise.id}")
    assert (seen.data["me"], seen.data["open_acts"], seen.data["head"]) == ("coach", [], promise.head)
    for act in PROMISE_ACTS:
        body = {"act": act, "version": promise.state.version, "text": "x", "terms": {"outcome": "x"}}
        assert program.post(f"/promises/{promise.id}/moves", body).status_code == 404, act
        assert browser.get(f"/promises/{promise.id}/{act}").status_code == 404, act
    for address, body in (("sharing", {"team": True}),):
        assert program.call("PUT", f"/promises/{promise.id}/{address}", body).status_code == 404
    assert program.post("/conversations", {"promise": str(promise.id)}).status_code == 404
    assert (
        program.post("/leaves", {"promise": str(promise.id), "coach": str(world.olga.person)}).status_code
        == 404
    )
    assert program.get(f"/promises/{promise.id}").data == seen.data


def test_a_page_sent_without_looking_at_it_is_refused_alike(coached: Coached) -> None:
    coached.share()
    browser = browser_of(coached.max)
    browser.handler.enforce_csrf_checks = False
    at = [f"/promises/{coached.promise.id}/{act}" for act in PROMISE_ACTS]
    at += [
        f"/conversations/{coached.talk}/{act}" for act in TALK_ACTS if act not in ("note_private", "begin")
    ]
    at += [f"/promises/{coached.promise.id}/{page}" for page in ("sharing", "link", "coach")]
    at += [
        f"/conversations/{coached.talk}/coach",
        f"/conversations/{coached.talk}/notes/1",
        "/reflect/2026-W48/coach",
    ]
    for address in at:
        answer = browser.post(address, {"act": "end", "text": "x", "version": "1", "team": "true"})
        assert answer.status_code in (404, 405), address
    assert browser.get(f"/promises/{coached.promise.id}").status_code == 200


def test_no_step_is_open_to_a_coach_and_a_question_changes_nothing_of_the_gate(talk: Talk) -> None:
    """Through the whole conversation, act by act: the coach is refused, asks, and the law is as it was without."""
    world = talk.programs.world
    olga, refused = world.olga, 0
    talk.begin("dan")
    for _who, _act in play(talk, WHOLE[:35]):
        seen = talk.get("olga")
        if seen.status_code == 404:
            continue
        before = [_law_of(talk, name) for name in ("alice", "dan")]
        assert (seen.data["me"], seen.data["open_acts"]) == ("facilitator", [])
        for act in ("give_account", "read_back", "confirm_read_back", "talk_in_person", "join", "stop"):
            body = {"act": act, "text": "x", "answer": "yes"}
            assert talk.programs.olga.post(f"/conversations/{talk.id}/steps", body).status_code == 404
            refused += 1
        asked = talk.programs.olga.post(
            f"/coaching/conversation/{talk.id}/additions", {"sort": "question", "text": "What did you hear?"}
        )
        assert asked.status_code == 201
        assert [_law_of(talk, name) for name in ("alice", "dan")] == before
        assert talk.get("olga").data == seen.data
    assert refused > 100
    assert olga.person not in (world.alice.person, world.dan.person)


def _law_of(talk: Talk, name: str) -> Any:
    """Everything the law says to one of the two: what is open, whether the doer was heard, whose turn it is."""
    return talk.get(name).data


def test_before_the_gate_a_question_is_read_by_both_at_once_and_no_account_is_asked_from_the_asker(
    coached: Coached,
) -> None:
    """In step listen: what is added stands on both pages; the asker's account is still neither open nor taken."""
    coached.share()
    asked = "canaryquestion: what would have helped?"
    ask_along(
        viewer=coached.max, kind="conversation", thing=coached.talk, sort="question", text=asked, at=NOW
    )
    for viewer in (coached.world.alice, coached.world.dan, coached.max):
        assert b"canaryquestion" in browser_of(viewer).get(f"/conversations/{coached.talk}").content
    hers = show_talk(viewer=coached.world.alice, conversation=coached.talk, at=coached.world.at)
    assert hers.step == "listen"
    assert not hers.said.is_heard
    assert "give_account" not in {one.act for one in hers.open_acts}
    assert talk_thing(viewer=coached.world.dan, conversation=coached.talk, at=coached.world.at).acts == (
        "end",
    )


def test_a_question_is_seen_by_whoever_looks_live(coached: Coached) -> None:
    coached.share()
    browser = browser_of(coached.world.dan)
    address = f"/conversations/{coached.talk}/fresh"
    tag = (
        Program.of(coached.world.dan, at=NOW).get(f"/conversations/{coached.talk}").headers["ETag"].strip('"')
    )
    assert browser.get(f"{address}?tag={tag}").status_code == 204
    ask_along(
        viewer=coached.max, kind="conversation", thing=coached.talk, sort="prompt", text="And then?", at=NOW
    )
    answer = browser.get(f"{address}?tag={tag}")
    assert answer.status_code == 200
    assert b"And then?" in answer.content


def test_only_who_reads_along_asks(coached: Coached) -> None:
    coached.share()
    body = {"sort": "question", "text": "What?"}
    for viewer in (coached.world.alice, coached.world.dan, coached.world.olga, coached.world.mallory):
        program = Program.of(viewer, at=NOW, scopes=("read", "write", "reflect"))
        for kind, thing in (
            ("promise", coached.promise.id),
            ("conversation", coached.talk),
            ("reflection", coached.week),
        ):
            assert program.post(f"/coaching/{kind}/{thing}/additions", body).status_code == 404
    assert (
        Program.of(coached.max, at=NOW).post(f"/coaching/pulse/{coached.talk}/additions", body).status_code
        == 404
    )
