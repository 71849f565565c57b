"""The words of the law: a label for every act and a name for every stage, on buttons as the design has them."""

from __future__ import annotations

from fairlead.core.promise.rules import ACTS, ENDS, OPEN
from fairlead.core.promise.terms import FIELDS as TERMS
from fairlead.doors.words import FIELDS, LABELS, STAGES, stage_name

BUTTONS = {
    "request": "Ask",
    "offer": "Offer",
    "accept": "Yes, I promise",
    "counter": "Suggest a change",
    "ask": "Ask a question",
    "answer_by": "I need time",
    "decline": "Not this time",
    "withdraw": "Take it back",
    "flag_risk": "I see a risk",
    "propose_change": "I need to renegotiate",
    "propose_release": "Let's drop this",
    "revoke": "I can't keep this",
    "cancel": "I no longer need this",
    "report_done": "Done: please check",
    "declare_satisfied": "That's it, thank you",
    "name_gap": "Not yet: here is what's missing",
    "contest": "I see it differently",
    "close_with_gap": "Close it as it is",
    "amend": "Change what I said",
    "clarify": "Answer",
    "agree": "I agree",
    "keep_terms": "Keep what we agreed",
    "take_back": "Never mind",
    "agree_to_fix": "I'll put it right by",
    "retract_report": "Not done after all",
    "close_unassessed": "Close it unchecked",
}


def test_the_buttons_say_what_the_design_says() -> None:
    said = {act: str(label).replace("’", "'") for act, label in LABELS.items()}
    assert {act: said[act] for act in BUTTONS} == BUTTONS


def test_every_act_every_stage_and_every_term_has_a_word() -> None:
    assert set(LABELS) == set(ACTS)
    assert set(STAGES) == {stage.partition("/")[0] for stage in (*OPEN, *ENDS)}
    assert set(FIELDS) == set(TERMS)


def test_a_counter_is_shown_as_a_change_and_a_change_by_its_own_name() -> None:
    assert stage_name("PROPOSED") == "Waiting for a reply"
    assert stage_name("PROPOSED", is_counter=True) == "Change suggested"
    assert stage_name("CHANGE/GAP") == "Change suggested"
    assert stage_name("RELEASE/REPORTED") == "Asked to let go"
