"""The nine questions, their themes, and the facts of one's own week, as sentences.

What may not live here: which questions a week asks (core/reflection), storage."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from fairlead.core.reflection import OwnWeek, theme_of

THEMES: Final[dict[str, Promise]] = {
    "clear": lazy("Clear"),
    "listen": lazy("Listen"),
    "forward": lazy("Forward"),
}
QUESTIONS: Final[dict[int, Promise]] = {
    1: lazy("Did I make it clear, and did we both understand it the same way?"),
    2: lazy("When something slipped, did I look for where it broke, or for who?"),
    3: lazy("When did I last look at how we work, and what is worth improving?"),
    4: lazy("Did I hear the root of what people told me, or decide early?"),
    5: lazy("What follow-up question did I ask? Which did I not?"),
    6: lazy("What feedback did I use? What did I wave away?"),
    7: lazy("Where did being held to a promise help someone grow? Where did it make someone careful?"),
    8: lazy("What one thing do we do differently next time?"),
    9: lazy("What did I change because of someone on the team?"),
}


def theme(number: int) -> str:
    return str(THEMES[theme_of(number)])


def question(number: int) -> str:
    return str(QUESTIONS[number])


def fact(number: int, week: OwnWeek) -> str:
    """What happened in one's own week, said before a question of this theme."""
    return {"clear": _asked, "listen": _listened, "forward": _moved}[theme_of(number)](week)


def _asked(week: OwnWeek) -> str:
    if not week.asks:
        return _("You asked for nothing in Fairlead this week.")
    asks = ngettext("You made one ask.", "You made %(num)s asks.", week.asks) % {"num": week.asks}
    if week.asks == 1:
        said = _("It says what done means.") if week.with_points else _("It does not say what done means.")
        return f"{asks} {said}"
    if not week.with_points:
        none = _("None says what done means.")
        return f"{asks} {none}"
    said = ngettext("One says what done means.", "%(num)s say what done means.", week.with_points)
    return f"{asks} {said % {'num': week.with_points}}"


def _listened(week: OwnWeek) -> str:
    told = []
    if week.questions:
        told.append(ngettext("You asked one question.", "You asked %(num)s questions.", week.questions))
    if week.answers:
        told.append(ngettext("You answered one question.", "You answered %(num)s questions.", week.answers))
    if week.read_backs:
        told.append(
            ngettext(
                "You said one ask back in your own words.",
                "You said %(num)s asks back in your own words.",
                week.read_backs,
            )
        )
    amounts = [amount for amount in (week.questions, week.answers, week.read_backs) if amount]
    return _told(told, amounts) or _("You asked no question in Fairlead this week.")


def _moved(week: OwnWeek) -> str:
    told = []
    if week.changes:
        told.append(ngettext("You suggested one change.", "You suggested %(num)s changes.", week.changes))
    if week.risks:
        told.append(ngettext("You spoke up about one risk.", "You spoke up about %(num)s risks.", week.risks))
    if week.thanks:
        told.append(ngettext("You said thanks once.", "You said thanks %(num)s times.", week.thanks))
    amounts = [amount for amount in (week.changes, week.risks, week.thanks) if amount]
    return _told(told, amounts) or _("You suggested no change in Fairlead this week.")


def _told(sentences: list[str], amounts: list[int]) -> str:
    return " ".join(sentence % {"num": amount} for sentence, amount in zip(sentences, amounts, strict=True))
