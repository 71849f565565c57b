"""How each act is asked for on a page: which fields, in which words. One table; one page shows them all.

What may not live here: which acts are open (the law), HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

WITH_IT: Final = _("A word with it")


@dataclass(frozen=True, slots=True)
class ActForm:
    """parts: of the form, in order. about: what this act does. text: the label of the words, with a hint.

    ready: words to start from. ends: it ends what was promised, so the page says so. hint: beside the act in
    a list of moves; `%(name)s` is the other's first name."""

    parts: tuple[str, ...] = ("text",)
    about: Lazy | str = ""
    text: Lazy | str = WITH_IT
    text_hint: Lazy | str = ""
    ready: tuple[Lazy, ...] = ()
    ends: Lazy | str = ""
    hint: Lazy | str = ""
    icon: str = "notebook-pen"
    key: str = ""


_REASON: Final = _("Why")
FINAL: Final = _("This ends the promise. No end opens again: a new promise can be linked to this one.")

FORMS: Final[dict[str, ActForm]] = {
    "accept": ActForm(
        ("read_back", "text"),
        _(
            "With your yes this becomes a promise: the date and what done means are fixed until you both change them."
        ),
        key="y",
        icon="handshake",
    ),
    "counter": ActForm(
        ("terms", "text"),
        _("Change the date, a point or the whole of it. %(name)s sees old and new side by side."),
        text=_("What makes this better"),
        hint=_("Another date, fewer points, something else instead"),
        ready=(
            _("I can do it, a little later:"),
            _("I can do a smaller part of it by then:"),
            _("I could do this instead:"),
        ),
        key="c",
        icon="arrow-left-right",
    ),
    "ask": ActForm(
        ("text",),
        _("Nothing is decided by a question. You can still say yes or no afterwards."),
        text=_("What would you like to know?"),
        hint=_("Nothing is decided by a question"),
        key="q",
        icon="message-circle-question-mark",
    ),
    "answer_by": ActForm(
        ("date", "text"),
        _("%(name)s sees when you will answer. When the day comes, nothing happens by itself."),
        hint=_("Say when you will answer"),
        ready=(_("I want to look at my week first."), _("I need to ask somebody before I can say yes.")),
        key="t",
        icon="hourglass",
    ),
    "decline": ActForm(
        ("text",),
        _("A clear no is worth a lot. It is counted nowhere, and you need not give a reason."),
        text=_("A reason, or what you could do instead"),
        ready=(
            _("Thank you for asking. I cannot do this well now."),
            _("I would rather say no than let you down later."),
            _("Not this, but I could do something smaller:"),
        ),
        hint=_("No reason needed"),
        key="n",
        icon="x",
    ),
    "withdraw": ActForm(
        ("text",), _("You take back what you put to %(name)s. Nothing was promised yet."), icon="undo-2"
    ),
    "amend": ActForm(
        ("terms", "text"),
        _("%(name)s has not answered yet and will see the new words."),
        hint=_("Before there is an answer"),
        icon="pencil",
    ),
    "clarify": ActForm(
        ("text", "terms"),
        _("Answer in your own words. If the answer changes the date or a point, change it here too."),
        text=_("Your answer"),
        icon="messages-square",
    ),
    "report_done": ActForm(
        ("met", "text"),
        _("%(name)s looks at each point and says whether it is there."),
        text=_("Where it is, or what is different"),
        text_hint=_("A link is fine: files stay where they are."),
        hint=_("%(name)s checks it point by point"),
        key="d",
        icon="circle-check",
    ),
    "declare_satisfied": ActForm(
        ("points", "text"),
        _("Every point is there. This closes the promise as kept."),
        text=_("A word of thanks"),
        ready=(_("Thank you. This is just what I needed."), _("Thank you for keeping your word.")),
        hint=_("Closes it as kept"),
        icon="check",
    ),
    "flag_risk": ActForm(
        ("text",),
        _(
            "An early word keeps a promise honest. Nothing changes yet: until you both agree, the date stands."
        ),
        text=_("What changed?"),
        text_hint=_("And what could still work: the same date, less of it, some help?"),
        ready=(
            _("I may not make the date, because"),
            _("I am waiting for something I need:"),
            _("It is larger than I thought:"),
        ),
        hint=_("Better early than on the day"),
        key="r",
        icon="flag",
    ),
    "propose_change": ActForm(
        ("terms", "text"),
        _("Until you both agree, what was agreed stands."),
        text=_("What changed, and what could still work?"),
        ready=(_("Same points, a later date:"), _("Same date, less of it:"), _("I need help with one part:")),
        hint=_("Another date or a smaller promise"),
        icon="repeat",
    ),
    "propose_release": ActForm(
        ("text",),
        _("Ask %(name)s to let it go together. Until there is an answer, it stands."),
        text=_REASON,
        hint=_("If both say so, nobody owes anything"),
        icon="unlink",
    ),
    "agree": ActForm(
        ("proposal", "text"), _("With your word the new terms hold."), icon="handshake", key="y"
    ),
    "keep_terms": ActForm(
        ("text",), _("The suggestion falls, and what you agreed goes on."), text=_REASON, icon="link"
    ),
    "take_back": ActForm(
        ("text",), _("You take your suggestion back. What was agreed goes on."), icon="undo-2"
    ),
    "name_gap": ActForm(
        ("conditions", "fix_by", "text"),
        _("Name the points that are open. It is about the points, not about %(name)s."),
        text=_("What you see, as fact"),
        hint=_("Name the points that are open"),
        icon="circle-dashed",
    ),
    "close_with_gap": ActForm(
        ("conditions", "text"),
        _("You take it as it is, with the open points named."),
        ends=FINAL,
        hint=_("Take it, with the open points named"),
        icon="circle-dashed",
    ),
    "retract_report": ActForm(
        ("text",), _("You said done and see now that it is not. That is an honest word."), icon="rotate-ccw"
    ),
    "close_unassessed": ActForm(
        ("text",),
        _("The moment to check has passed without a word from %(name)s. You may close it."),
        ends=FINAL,
        icon="circle-dashed",
    ),
    "agree_to_fix": ActForm(
        ("date", "text"), _("That day becomes the new date of the promise."), icon="handshake"
    ),
    "contest": ActForm(
        ("text",),
        _("Say what you see. %(name)s looks once more."),
        text=_("How you see it, as fact"),
        hint=_("%(name)s looks once more"),
        icon="messages-square",
    ),
    "revoke": ActForm(
        ("text",),
        _("You say early and plainly that you cannot. No approval is needed."),
        text=_REASON,
        ready=(_("I cannot keep this any more, because"), _("Something else came first:")),
        ends=FINAL,
        hint=_("Say so plainly, with a reason"),
        icon="circle-x",
    ),
    "cancel": ActForm(
        ("text",),
        _("You tell %(name)s that it is not needed any more. No approval is needed."),
        text=_REASON,
        ready=(_("It is no longer needed, because"), _("Thank you for what you have done so far.")),
        ends=FINAL,
        hint=_("Say so plainly, with a reason"),
        icon="circle-x",
    ),
    "note": ActForm(
        ("text",),
        _("A note moves nothing."),
        text=_("Your note"),
        hint=_("Moves nothing"),
        icon="notebook-pen",
    ),
    "thank": ActForm(("text",), text=_("A word with it"), hint=_("At any time"), icon="heart"),
    "read_back": ActForm(
        ("text",),
        _("Say in your own words what you understood. %(name)s says whether that is it."),
        text=_("What you understood"),
        hint=_("In your own words"),
        icon="quote",
    ),
    "confirm_read_back": ActForm(
        ("answer", "text"), _("Is that what you meant? Nothing changes by your answer."), icon="check"
    ),
}
"""Act -> its form. A test holds the keys to the law's acts (request and offer have the composer)."""
