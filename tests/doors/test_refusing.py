"""Every refusal has one answer, and the answer is a sentence."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from fairlead.core.refusals import CODES, Refusal
from fairlead.doors.forms import Form
from fairlead.doors.refusing import ANSWERS, EXACT, sentence, status_of


def test_every_code_has_an_answer_and_no_other_is_there():
    assert set(ANSWERS) == CODES
    assert all(400 <= status < 600 for status, _ in ANSWERS.values())
    assert {code for code, _ in EXACT} <= CODES


def test_every_exact_sentence_needs_no_more_than_code_and_field():
    for code, field in EXACT:
        assert "%(" not in sentence(Refusal(code, field=field))


def test_a_sentence_is_as_exact_as_what_is_known():
    assert "At most 100" in sentence(Refusal("bad_field", field="name", longest=100))
    assert "One line" in sentence(Refusal("bad_field", field="name", marks=True))
    assert "e-mail" in sentence(Refusal("bad_field", field="email"))
    assert sentence(Refusal("bad_field", field="password", says="Longer.")) == "Longer."
    assert "366" in sentence(Refusal("bad_field", field="days", longest=366))
    assert status_of(Refusal("not_found")) == 404


def test_a_form_keeps_what_was_typed_and_says_what_to_look_at():
    form = Form(RequestFactory().post("/", {"name": "Al\r\nice", "until": "never"}), first="x")
    with form:
        form.day("until")
    assert form.status == 422
    assert form.value("name") == "Al\nice"
    assert form.value("first") == "x"
    assert form.error("until")
    assert not form.error("name")
    assert form.errors == [("until", form.error("until"))]
    assert form.named("other").errors == []


def test_what_is_not_about_the_form_goes_on():
    form = Form(RequestFactory().post("/"))
    with pytest.raises(Refusal), form:
        raise Refusal("not_found")
