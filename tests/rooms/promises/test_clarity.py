"""The hints for a clear ask, as programs get them."""

from __future__ import annotations

from typing import Any

import pytest

from fairlead.doors import sql
from fairlead.doors.api.bodies import BYTES_MAX
from tests.doors.program import refused
from tests.rooms.promises.conftest import Programs


def test_hints_for_a_clear_ask_are_told_and_forgotten(programs: Programs) -> None:
    words = {"text": "Could somebody clean up the wiki by Friday?"}
    answer = programs.alice.post("/clarity", words, Idempotency_Key="same")
    assert answer.status_code == 200
    found = {hint["code"]: hint for hint in answer.data["hints"]}
    assert found["vague_standard"]["words"] == "clean up"
    assert found["no_date" if "no_date" in found else "date_in_words"]["kind"] == "open"
    assert answer.data["due"] == {"words": "by Friday", "kind": "day", "day": "2026-11-27", "also": []}
    assert programs.alice.get("/drafts").data["items"] == []
    again = programs.alice.post("/clarity", {"text": "A rota"}, Idempotency_Key="same")
    assert (again.status_code, again.data["due"]) == (200, None)
    assert sql.rows("SELECT sealed FROM answered", []) == []  # nor is an answer, as those of other posts are


def test_hints_take_no_more_than_any_other_post(programs: Programs) -> None:
    refused(programs.alice.post("/clarity", {"text": "x" * BYTES_MAX}), 413, "too_large")


def test_hints_look_at_terms_as_far_as_they_are_there(programs: Programs) -> None:
    terms = {"outcome": "A rota", "due": "2026-12-09T17:00:00+01:00", "standard": ["Two names a day"]}
    codes = [hint["code"] for hint in programs.alice.post("/clarity", {"terms": terms}).data["hints"]]
    assert codes == ["has_date", "has_standard", "no_reason"]
    vague = programs.alice.post("/clarity", {"terms": {"outcome": "A rota", "due": "next Thursday"}})
    assert vague.data["due"]["kind"] == "which"
    german = programs.alice.post("/clarity", {"text": "Schickst du mir die Liste bitte bis Freitag?"})
    assert (german.data["due"]["words"], german.data["due"]["kind"]) == ("bis Freitag", "day")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": 5}, "text"),
        ({"terms": []}, "terms"),
        ({"terms": {"standard": [1]}}, "standard"),
        ({"words": "x"}, "words"),
    ],
)
def test_hints_need_texts(programs: Programs, body: dict[str, Any], field: str) -> None:
    refused(programs.alice.post("/clarity", body), 422, "bad_field", field)
