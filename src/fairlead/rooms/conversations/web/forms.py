"""How each act of a conversation is asked for on a page: which fields, in which words. One table.

What may not live here: which acts are open (the law), HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class StepForm:
    """parts: fields of the form, in order; none: one press on the page itself. about: what this act does.

    text: the label of the words. hint: beside them. answers: what the other said that this answers; a page on
    which the last of it cannot be read is stale. is_own_word: typed, it answers nothing; only the press beside the other's
    words is held to them. is_asked_once: it ends something, so a page asks. ready: words to begin from. icon: in the list of acts."""

    parts: tuple[str, ...] = ()
    about: Lazy | str = ""
    text: Lazy | str = ""
    hint: Lazy | str = ""
    answers: tuple[str, ...] = ()
    is_own_word: bool = False
    is_asked_once: bool = False
    ready: tuple[Lazy, ...] = ()
    icon: str = "notebook-pen"

    @property
    def is_press(self) -> bool:
        return not self.parts and not self.is_asked_once


FORMS: Final[dict[str, StepForm]] = {
    "invite": StepForm(
        ("purpose", "mode", "date"),
        _(
            "Say what you would like to understand together. %(name)s can say yes, another time, or not this one."
        ),
        icon="handshake",
    ),
    "join": StepForm(answers=("invite",), icon="handshake"),
    "another_time": StepForm(("date",), _("Name a day that suits you better."), icon="hourglass"),
    "not_this_one": StepForm(
        about=_(
            "That is a clear word, needs no reason and is counted nowhere. This conversation ends with it."
        ),
        is_asked_once=True,
        icon="x",
    ),
    "state_picture": StepForm(
        ("text", "was_a_yes"),
        _("What was promised, and to what standard? You both write alone, then read both together."),
        text=_("As you understood it"),
        icon="quote",
    ),
    "same_picture": StepForm(answers=("state_picture",), icon="link"),
    "two_pictures": StepForm(answers=("state_picture",), icon="unlink"),
    "state_gap": StepForm(
        ("conditions", "text"),
        _("Which of the agreed points are open? Facts only: what anybody could have seen."),
        text=_("What you see, as fact"),
        icon="circle-dashed",
    ),
    "confirm_gap": StepForm(answers=("state_gap",), icon="check"),
    "own_version": StepForm(
        ("text",), _("Say what you see."), text=_("How you see it, as fact"), icon="messages-square"
    ),
    "give_account": StepForm(
        ("text", "points"),
        text=_("How it was for you"),
        hint=_("What you understood, what happened, when you first saw it."),
        icon="message-circle-question-mark",
    ),
    "ask_question": StepForm(
        ("text",),
        _("An open question begins with how or what, and has no answer in it yet."),
        text=_("Your question"),
        ready=(
            _("What was hardest about it?"),
            _("What did you know then that I did not?"),
            _("How did you notice it?"),
            _("What would have made it easier to tell me?"),
            _("What else belongs to it?"),
        ),
        icon="message-circle-question-mark",
    ),
    "answer_question": StepForm(("question", "text"), text=_("Your answer"), icon="messages-square"),
    "read_back": StepForm(
        ("text",),
        _("Say in your own words what you heard. %(name)s says whether that is it."),
        text=_("What I heard"),
        icon="ear",
    ),
    "confirm_read_back": StepForm(
        ("answer", "text"),
        _("Did %(name)s hear you?"),
        text=_("What was not heard yet"),
        answers=("read_back",),
        icon="check",
    ),
    "talk_in_person": StepForm(
        ("text",),
        _(
            "Three times it was not quite it. Some things are better said face to face. It goes on once both choose this."
        ),
        text=_("A word about it"),
        icon="handshake",
    ),
    "own_part": StepForm(
        ("text",),
        _("What in your ask, your priorities or your time fed this? What did you not see?"),
        text=_("Your own part"),
        icon="quote",
    ),
    "give_causes": StepForm(
        ("codes", "own_words"),
        _(
            "Where did the process come apart? Choose one to three, alone. Both are shown once both are in; differing is fine."
        ),
        icon="circle-dashed",
    ),
    "cause_sentence": StepForm(
        ("text",),
        _("It stands in both names once both have said the same."),
        text=_("One sentence"),
        answers=("cause_sentence",),
        is_own_word=True,
        icon="pencil",
    ),
    "name_cost": StepForm(
        ("text",), text=_("What it cost the work, and working together"), icon="notebook-pen"
    ),
    "name_repair": StepForm(("text", "side"), text=_("What would set it right"), icon="heart"),
    "nothing_owed": StepForm(icon="check"),
    "propose_agreement": StepForm(
        ("actions", "answers", "look_again_on"),
        _("What do both of you do from here? Both sides change something, and you look again on a day."),
        answers=("propose_agreement",),
        icon="handshake",
    ),
    "agree_to_it": StepForm(answers=("propose_agreement",), icon="handshake"),
    "nothing_to_change": StepForm(
        ("text", "answers"),
        _("It counts once both say so."),
        text=_("Because"),
        icon="link",
    ),
    "accept_summary": StepForm(answers=("cause_sentence", "propose_agreement"), icon="check"),
    "own_statement": StepForm(("text",), text=_("What you want to stand beside it"), icon="quote"),
    "look_again": StepForm(
        ("verdict", "text"),
        _("Did the change hold? What did you learn? Both answers are shown together."),
        text=_("What you learned"),
        icon="repeat",
    ),
    "pause": StepForm(
        ("date",), _("Nothing is lost, and nothing happens on the day by itself."), icon="hourglass"
    ),
    "resume": StepForm(icon="rotate-ccw"),
    "stop": StepForm(
        about=_("What you have both shared stays with you two. What is still yours alone stays yours alone."),
        is_asked_once=True,
        icon="circle-x",
    ),
    "step_back": StepForm(icon="undo-2"),
    "invite_facilitator": StepForm(
        ("person",),
        _(
            "They read what you both can read, once both of you say so, for 30 days at most. They say nothing in your names."
        ),
        icon="eye",
    ),
    "agree_facilitator": StepForm(answers=("invite_facilitator",), icon="eye"),
    "end_facilitator": StepForm(icon="x"),
}
"""Act -> its form. A test holds the keys to the law's acts; private notes have pages of their own."""

ALWAYS: Final = (
    "pause",
    "step_back",
    "invite_facilitator",
    "agree_facilitator",
    "end_facilitator",
    "stop",
)
"""Open at any step, shown apart from what there is to do now."""
ALONE: Final = frozenset({"note_private", "share_line"})

PROMPTS: Final[dict[str, tuple[tuple[Lazy, Lazy | str], ...]]] = {
    "doer": (
        (_("What did I understand?"), ""),
        (_("What happened, in facts?"), ""),
        (_("When did I first see it?"), ""),
        (_("What made it hard to say?"), ""),
        (_("What would have helped?"), ""),
    ),
    "asker": (
        (_("Were the task, the date and the standard understood, and agreed to?"), _("The ask as it was stands beside this.")),
        (_("What did I assume and not say?"), ""),
        (_("What do I already believe went wrong?"), _("Write it down to set it aside. It is shown to you again, and to you alone, once you have heard the other.")),
        (_("What impatience do I leave outside?"), ""),
        (_("What do I want to ask?"), ""),
    ),
}  # fmt: skip
"""What each is asked alone, in order."""
