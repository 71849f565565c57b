"""What comes again of what was heard, and that a speech before costs no more than its end."""

from __future__ import annotations

from fairlead.core.listening.echoes import told
from fairlead.core.listening.features import LONGEST, Passage, spoken
from fairlead.core.listening.model import TASKS, Linear, values


def test_what_dan_said_of_himself_comes_again_as_said_of_him() -> None:
    _own, _near, seen = told(
        Passage("So you are worried about the release.", "I am worried about the release.")
    )
    assert "threes just before over 1" in seen
    _own, _near, seen = told(Passage("So they are glad of a holiday.", "I am worried about the release."))
    assert not [name for name in seen if name.startswith(("pairs", "threes"))]


def test_behind_a_murmur_stands_what_was_said_at_length_before() -> None:
    passage = Passage("You want a later release.", "Yeah.", earlier="I just want a later release for once.")
    _own, _near, seen = told(passage)
    assert "stems of the last long turn over 1" in seen
    assert "stems just before over 0" not in seen


def test_words_that_ask_are_told_from_words_that_say() -> None:
    own, _near, _seen = told(Passage("You are tired. Shall we stop?"))
    assert "~ tired" in own
    assert "? stop" in own
    assert "~ stop" not in own
    own, _near, _seen = told(Passage("You are tired. Shall we stop?", marked=False))
    assert "? stop" not in own


def test_of_a_speech_only_its_end_is_looked_at_for_every_passage_after_it() -> None:
    speech = "something else entirely " * 10_000 + "the end of it"
    passage = Passage("So it has an end.", speech, own_before=speech, earlier=speech)
    assert max(map(len, (passage.heard, passage.own, passage.heard_before))) < LONGEST
    assert passage.heard[-1] == "it"


def test_a_passage_is_looked_at_once_for_the_models_that_look_at_the_same() -> None:
    assert TASKS["readback"] is TASKS["telling"] is told
    passage = Passage("So you are late.", "I am late.")
    assert passage.seen_as(told) is passage.seen_as(told)
    assert passage.seen_as(told) is not passage.seen_as(spoken)


def test_a_model_adds_up_what_it_was_trained_on() -> None:
    features = told(Passage("So you are late.", "I am late.", "Yes."))
    weights = {name: 0.01 * place for place, (name, _value) in enumerate(values(features))}
    model = Linear(weights, -1.0, 0.5, {})
    whole = model.bias + sum(weights[name] * value for name, value in values(features))
    assert abs(model.probability(features) - 1 / (1 + 2.718281828459045**-whole)) < 1e-9
    assert model.reasons(features) == ["late", "are late", "are"]
