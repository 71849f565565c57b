"""A POST with a key has one effect and one answer: sent again, sent twice at once, taken over, refused."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from fairlead.core.refusals import Refusal
from fairlead.doors.answered import once
from fairlead.doors.answered.models import Answered
from tests.doors.program import Program, refused
from tests.rooms.promises.conftest import Programs
from tests.rooms.promises.world import NOW, the_world

KEY = {"Idempotency_Key": "3f0c1f0e-once"}
BODY = {"kind": "request", "to": "dan@example.org", "terms": {"outcome": "A rota"}}


def test_the_same_key_and_body_have_one_effect_and_one_answer(programs: Programs) -> None:
    first = programs.alice.post("/promises", BODY, **KEY)
    again = programs.alice.post("/promises", BODY, **KEY)
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert first.headers["Location"] == again.headers["Location"]
    assert first.headers["Content-Type"] == again.headers["Content-Type"]
    assert len(programs.alice.get("/promises").data["items"]) == 1
    move = {"act": "accept", "version": 1}
    asked = programs.ask()
    one = programs.dan.post(f"/promises/{asked['id']}/moves", move, **KEY)
    assert programs.dan.post(f"/promises/{asked['id']}/moves", move, **KEY).content == one.content


def test_the_same_key_for_something_else_is_refused(programs: Programs) -> None:
    programs.alice.post("/promises", BODY, **KEY)
    refused(programs.alice.post("/promises", {**BODY, "text": "x"}, **KEY), 422, "key_reused")
    refused(programs.alice.post("/drafts", BODY, **KEY), 422, "key_reused")
    assert programs.dan.post("/drafts", {"text": "mine"}, **KEY).status_code == 201


def test_a_refusal_is_an_answer_like_any_other(programs: Programs) -> None:
    asked = programs.ask()
    address, move = f"/promises/{asked['id']}/moves", {"act": "accept", "version": 7}
    first = programs.dan.post(address, move, **KEY)
    refused(first, 409, "stale_terms")
    programs.moved(programs.alice, asked, "amend", terms={"purpose": "x"})
    assert programs.dan.post(address, move, **KEY).content == first.content
    refused(programs.dan.post(address, b"{", **KEY), 400, "bad_json")


def test_the_invitations_address_is_answered_again_and_kept_nowhere(programs: Programs) -> None:
    body = {**BODY, "to": "sam@example.com"}
    first = programs.alice.post("/promises", body, **KEY)
    assert programs.alice.post("/promises", body, **KEY).data["invitation"] == first.data["invitation"]
    kept = repr([(bytes(row.sealed), row.key_hash) for row in Answered.objects.all()])
    assert first.data["invitation"]["url"].rsplit("/", 1)[-1] not in kept
    assert "A rota" not in kept
    assert KEY["Idempotency_Key"] not in kept


@pytest.mark.parametrize("key", ["", "x" * 256, "café"])
def test_a_key_that_is_none_is_a_bad_field(programs: Programs, key: str) -> None:
    refused(programs.alice.post("/promises", BODY, Idempotency_Key=key), 422, "bad_field", "Idempotency-Key")


def _claim(programs: Programs, body: Any = BODY) -> Program:
    """Alice's request was begun and never finished: its process was killed."""
    programs.alice.post("/promises", body, **KEY)
    Answered.objects.update(status=None, sealed=None)
    return programs.alice


def test_what_is_being_worked_on_is_busy_and_taken_over_after_a_minute(
    programs: Programs, clock: Any
) -> None:
    alice = _claim(programs)
    answer = alice.post("/promises", BODY, **KEY)
    refused(answer, 409, "busy")
    assert answer.headers["Retry-After"] == "1"
    refused(alice.post("/promises", {**BODY, "text": "x"}, **KEY), 422, "key_reused")
    clock.shift(timedelta(seconds=61))
    assert alice.post("/promises", BODY, **KEY).status_code == 201


def test_after_a_day_a_key_is_new_again(programs: Programs, clock: Any) -> None:
    programs.alice.post("/promises", BODY, **KEY)
    clock.shift(timedelta(hours=24, seconds=1))
    assert programs.alice.post("/promises", {**BODY, "text": "x"}, **KEY).status_code == 201
    clock.shift(timedelta(hours=25))
    assert once.forget_answers(at=NOW + timedelta(hours=50)) == 1
    assert not Answered.objects.exists()


def test_whoever_lost_the_claim_has_done_nothing(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow request wakes up after another has taken its key over: its promise is not made."""
    from fairlead.doors.answered.sealing import Kept
    from fairlead.doors.ids import new_secret_id
    from fairlead.rooms.promises.actions.drafts import drafts_of, keep_draft

    viewer = programs.world.alice
    this = once.once(viewer=viewer, key="k", request=b"r")

    def work() -> Kept:
        Answered.objects.filter(claim_id=this.claim).update(claim_id=new_secret_id())
        keep_draft(viewer=viewer, body={"text": "x"}, at=NOW)
        return Kept(201, "", "", b"")

    with pytest.raises(Refusal, match="busy"):
        once.answered_once(this, work=work, refused=lambda _: Kept(409, "", "", b""), at=NOW)
    assert drafts_of(viewer=viewer) == ()


def test_a_commit_whose_answer_was_lost_is_found_again(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection breaks after the commit: the work is not done a second time."""
    from django.db import OperationalError

    from fairlead.doors import sql

    lost: list[int] = []

    def losing(work: Any) -> Any:
        done = work()
        if getattr(done, "status", None) == 201 and not lost:
            lost.append(1)
            try:
                raise OperationalError("the connection was lost")
            except OperationalError:
                return work()
        return done

    monkeypatch.setattr(sql, "with_retries", losing)
    assert programs.alice.post("/promises", BODY, **KEY).status_code == 201
    assert lost
    assert len(programs.alice.get("/promises").data["items"]) == 1


def test_two_at_once_have_one_effect(committed: None, clock: Any) -> None:
    programs = Programs(the_world(), *[Program(None)] * 4)
    alice, answers, gate = Program.of(programs.world.alice, at=NOW), [], threading.Barrier(4)

    def send() -> None:
        gate.wait()
        try:
            answers.append(alice.post("/promises", BODY, **KEY))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    made = [answer for answer in answers if answer.status_code == 201]
    assert len(answers) == 4
    assert made
    assert all(answer.status_code in (201, 409) for answer in answers)
    assert len({answer.content for answer in made}) == 1
    assert len(alice.get("/promises").data["items"]) == 1
    assert connection.vendor in ("sqlite", "postgresql")
