"""The words of a conversation in people's language: acts on buttons, steps, prompts and codes, by their ids.

What lives here: labels that pages, API and command line say alike. What may not: rules, sentences of one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

ACTS: Final[dict[str, Lazy]] = {
    "note_private": _("Write it down for yourself"),
    "share_line": _("Share this line"),
    "invite": _("Invite to talk"),
    "join": _("Yes, let’s talk"),
    "another_time": _("Another time"),
    "not_this_one": _("Not this one"),
    "state_picture": _("Say what you understood"),
    "same_picture": _("Same picture"),
    "two_pictures": _("Two pictures"),
    "state_gap": _("Say what is open"),
    "confirm_gap": _("That’s right"),
    "own_version": _("I see it another way"),
    "give_account": _("Tell how it was for you"),
    "ask_question": _("Ask an open question"),
    "answer_question": _("Answer the question"),
    "read_back": _("What I heard"),
    "confirm_read_back": _("Is that it?"),
    "talk_in_person": _("We talk in person"),
    "own_part": _("Name your own part"),
    "give_causes": _("Choose where it came apart"),
    "cause_sentence": _("Say it in one sentence"),
    "name_cost": _("Say what it cost"),
    "name_repair": _("Say what would set it right"),
    "nothing_owed": _("Nothing is owed"),
    "propose_agreement": _("Propose an agreement"),
    "agree_to_it": _("I agree to it"),
    "nothing_to_change": _("Nothing to change"),
    "accept_summary": _("Accept the summary"),
    "own_statement": _("Add a statement of your own"),
    "look_again": _("Look at it again"),
    "pause": _("Pause"),
    "resume": _("Go on"),
    "stop": _("Stop here"),
    "step_back": _("Go back a step"),
    "invite_facilitator": _("Suggest somebody to read along"),
    "agree_facilitator": _("Agree to who reads along"),
    "end_facilitator": _("Nobody reads along any more"),
}
"""An act by its name in the journal -> the text of its button. A test holds the keys to the law's acts."""
_ANEW: Final = _("Say it anew")
_ADDS: Final = _("Add to what you said")
AGAIN: Final[dict[str, Lazy]] = {
    "invite": _("Change the invitation"),
    "state_picture": _ANEW,
    "state_gap": _ANEW,
    "give_account": _ADDS,
    "own_part": _ADDS,
    "give_causes": _("Choose anew"),
    "propose_agreement": _("Suggest a change"),
    "pause": _("Name another day"),
}
"""The same where what the act makes is there already."""


def act_words(act: str, *, is_there: bool) -> Lazy:
    """The text of its button. is_there: what it makes is there already, so that it changes that."""
    return AGAIN.get(act, ACTS[act]) if is_there else ACTS[act]


_SAID: Final[dict[str, Lazy]] = {
    "invite": _("The invitation"),
    "state_picture": _("As understood"),
    "state_gap": _("What is open"),
    "own_version": _("Seen another way"),
    "give_account": _("How it was"),
    "ask_question": _("Asked"),
    "answer_question": _("Answered"),
    "own_part": _("The own part"),
    "give_causes": _("Chosen"),
    "cause_sentence": _("In one sentence"),
    "name_cost": _("What it cost"),
    "name_repair": _("What would set it right"),
    "propose_agreement": _("Proposed"),
    "accept_summary": _("That is how it was"),
    "own_statement": _("Beside it"),
    "share_line": _("Shared from the preparation"),
    "pause": _("Paused"),
    "invite_facilitator": _("Somebody was suggested to read along"),
    "agree_facilitator": _("Agreed to who reads along"),
}
_HEARD: Final = {"yes": _("Yes, that’s it"), "partly": _("Partly"), "no": _("Not quite")}
_LOOKED: Final = {"keep": _("Keep it"), "change": _("Change it"), "drop": _("Drop it")}


def said_words(act: str, data: Mapping[str, Any]) -> Lazy:
    """What was done, told afterwards: no button says it."""
    answers = {"confirm_read_back": ("answer", _HEARD), "look_again": ("verdict", _LOOKED)}
    if act in answers:
        name, words = answers[act]
        return words[data[name]]
    return _SAID.get(act, ACTS[act])


MODES: Final[dict[str, Lazy]] = {
    "live": _("Both at once, here"),
    "days": _("Over some days"),
    "room": _("In one room"),
}

STEPS: Final[dict[str, Lazy]] = {
    "prepare": _("Prepare"),
    "open": _("The invitation"),
    "restore": _("What was promised"),
    "gap": _("What is open"),
    "listen": _("Listen"),
    "own_part": _("The own part"),
    "causes": _("Where it came apart"),
    "repair": _("Set it right"),
    "agree": _("Agree on what changes"),
    "close": _("Sum it up"),
    "look_again": _("Look again"),
}


def step_words(step: str, *, doer: str, asker: str, me: str = "") -> str:
    """A step as it is called for this reader: whoever they are, people have names. me: their role; "" for both together."""
    if step == "listen":
        words = gettext("%(name)s listens to you") if me == "doer" else gettext("Listen to %(name)s")
        return words % {"name": asker if me == "doer" else doer}
    if step == "own_part":
        return gettext("Your own part") if me == "asker" else gettext("%(name)s’s own part") % {"name": asker}
    return str(STEPS[step])


ENDS: Final[dict[str, Lazy]] = {
    "closed": _("Closed"),
    "not_this_one": _("Not this one"),
    "stopped": _("Stopped"),
}
CODES: Final[dict[str, Lazy]] = {
    "OUTCOME_UNCLEAR": _("the task was not clear"),
    "DATE_UNCLEAR": _("the date was not clear"),
    "STANDARD_UNSHARED": _("no shared picture of done"),
    "NO_CLEAR_YES": _("a nod was taken as a yes"),
    "UNASKED": _("never asked"),
    "PURPOSE_MISSING": _("what it was for was not said"),
    "NOT_RECEIVED": _("the ask did not arrive"),
    "PRESSED_YES": _("no real room for a no"),
    "NOT_READ_BACK": _("never said back"),
    "HEDGED_PROMISE": _("“will try” was left standing"),
    "CAPACITY_UNCHECKED": _("nobody looked whether there was room for it"),
    "INPUT_LATE": _("what was needed came after it was needed"),
    "PRIORITIES_MOVED": _("something else became more important"),
    "LATE_WARNING": _("no early word"),
    "TERMS_DRIFTED": _("changed in talk only"),
    "NO_REPLY_MIDWAY": _("no reply on the way"),
    "DONE_NOT_DECLARED": _("done, but never said"),
    "NOT_ASSESSED": _("never said whether it was right"),
    "STANDARD_MOVED": _("what done means changed at the end"),
    "LESSON_NOT_USED": _("we knew this from last time"),
    "OUTSIDE_EVENT": _("something from outside"),
    "OWN_WORDS": _("in own words"),
}
"""The labels of core/conversation/codes.py, to be translated; a test holds the two together."""
