"""The one table from a refusal to its answer: a status and a sentence that says what to do.

Pages, API and command read it. What may not: deciding what is refused."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from fairlead.core.refusals import Refusal

ANSWERS: Final[dict[str, tuple[int, str]]] = {
    "unknown_act": (422, later("There is no such move. The promise shows which there are.")),
    "ended": (409, later("This promise has ended, and nothing moves it any more. Thanks can still be said.")),
    "not_your_move": (409, later("You cannot do this just now. The promise shows what you can do.")),
    "too_early": (409, later("You can do this once the time to check it has passed.")),
    "stale_terms": (
        409,
        later("The terms have changed since you saw them. Here are both; please decide again."),
    ),
    "missing_field": (422, later("Please fill this in.")),
    "bad_field": (422, later("This does not fit here. Please write it another way.")),
    "bad_json": (400, later("This could not be read as JSON.")),
    "unauthenticated": (401, later("Please sign in.")),
    "csrf": (403, later("This form was open for a long time. Load the page again and send it once more.")),
    "scope": (403, later("This token may not do that. Make one that may, on your page.")),
    "not_found": (404, later("There is nothing here for you.")),
    "not_allowed": (403, later("This is not possible here.")),
    "busy": (409, later("The same request is being worked on. Try again in a moment.")),
    "key_reused": (422, later("This idempotency key was used for something else. Send a new one.")),
    "too_large": (413, later("That is more than fits.")),
    "wrong_type": (415, later("This kind of content is not taken here.")),
    "too_many": (429, later("Many of these came in a short time. Wait a minute and try again.")),
    "code_used": (
        409,
        later(
            "This link has done its work and cannot be used again. Sign in another way, or ask for a new one."
        ),
    ),
    "code_expired": (410, later("This link is no longer good. Ask for a new one.")),
    "already_there": (409, later("This is there already.")),
    "unavailable": (503, later("This is not available just now. Try again in a minute.")),
    "wrong_method": (405, later("This address does not take that.")),
    "unexpected": (500, later("Something went wrong on our side. Nothing was half-written.")),
}
"""Every code of core/refusals.py, and no other: a test holds the two together."""

TITLES: Final[dict[str, str]] = {
    "unknown_act": later("There is no such act."),
    "ended": later("This has ended."),
    "not_your_move": later("This is not open to you just now."),
    "too_early": later("The time for this has not come yet."),
    "stale_terms": later("This has changed since you saw it."),
}
"""What a program is told these codes mean, whatever they are said about; the sentence is its `detail`."""

EXACT: Final[dict[tuple[str, str], str]] = {
    ("bad_field", "email"): later("This does not look like an e-mail address."),
    ("bad_field", "zone"): later("Choose a time zone from the list."),
    ("bad_field", "language"): later("Choose a language from the list."),
    ("bad_field", "theme"): later("Choose one of the three."),
    ("bad_field", "team"): later("Choose one of your teams."),
    ("missing_field", "coach"): later("Choose somebody."),
    ("bad_field", "coach"): later("Choose somebody who is here, and not one of the two."),
    ("bad_field", "sort"): later("Choose one of the two."),
    ("bad_field", "way"): later(
        "Nothing was given, and nothing was kept. Without your name it needs JavaScript, which did not run. Load the page again, or give it with your name."
    ),
    ("bad_field", "parent"): later("A team cannot stand below itself. Choose another one."),
    ("bad_field", "away_until"): later("Choose a day from today on, a year ahead at most."),
    ("bad_field", "on"): later("Choose a day."),
    ("bad_field", "week"): later("This week has not begun yet."),
    ("bad_field", "working_days"): later("Choose from the seven days of the week."),
    ("missing_field", "working_days"): later("Choose one day at least."),
    ("bad_field", "scopes"): later("Choose from the list. Only an administrator can give the last one."),
    ("missing_field", "scopes"): later("Choose one at least."),
    ("bad_field", "days"): later("Choose from 1 to 366 days."),
    ("bad_field", "keys"): later("One key for each, and none of them twice."),
    ("bad_field", "code"): later("This is not the code from the mail. Please look at it again."),
    ("bad_field", "sign_in"): later(
        "This address and this password do not go together. Try again, or come in another way."
    ),
    ("bad_field", "current_password"): later("This is not your present password."),
    ("already_there", "email"): later("Somebody here uses this address already."),
    ("already_there", "name"): later("There is one of this name already. Choose another name."),
    ("already_there", "person"): later(
        "You are signed in as somebody who is here already. Ask to be asked directly."
    ),
    ("not_allowed", "is_admin"): later("There has to be one administrator. Make somebody else one first."),
    ("not_allowed", "email"): later(
        "This account cannot be used here now. Ask whoever runs this installation."
    ),
    ("not_allowed", "person"): later("You cannot do this to yourself. Ask another administrator."),
    ("already_there", "label"): later("There is one of these words already. Choose other words."),
    ("not_allowed", "label"): later("This is somebody’s name. Say what in the way of working it was."),
    ("not_allowed", "team"): later("Those who lead the team can do this."),
    ("bad_field", "place"): later("Choose a place from the list."),
    ("too_many", "label"): later("There are as many as can be kept. Rename one instead."),
    ("unavailable", "key_file"): later(
        "What is yours alone cannot be opened just now: the file with the keys of this installation is not there."
        " Please tell whoever runs it. Once it is back, everything opens again."
    ),
    ("unavailable", "private"): later(
        "A private text cannot be opened: it is not as it was sealed. Please tell whoever runs this installation."
    ),
    ("bad_field", "about"): later("Choose what it is about."),
    ("bad_field", "to"): later("Choose a colleague, or one of your teams."),
    ("bad_field", "token"): later(
        "This ticket is not good for that. Nothing was sent, and your words are still here."
    ),
    ("bad_field", "signature"): later(
        "This ticket is not good for that. Nothing was sent, and your words are still here."
    ),
    ("code_used", "token"): later(
        "This ticket was used already. Nothing was sent, and your words are still here. Every week brings a new one."
    ),
    ("code_expired", "week"): later(
        "This ticket is from another time. Nothing was sent, and your words are still here. Every week brings a new one."
    ),
    ("already_there", "blinded"): later("This week’s ticket is in another browser of yours already."),
    ("bad_field", "ballot"): later(
        "This ballot is not good for this pulse. Nothing was sent, and your answers are still here."
    ),
    ("bad_field", "sealed"): later(
        "This ballot is not sealed as it should be. Nothing was sent, and your answers are still here."
    ),
    ("bad_field", "blinded"): later("This is no number that can be signed."),
    ("code_used", "link"): later("This link has done its work, or its pulse has closed."),
    ("not_allowed", "link"): later(
        "This team takes no answers by mail. With JavaScript you can answer on the page."
    ),
    ("code_used", "ballot"): later("This ticket was used already. One ballot counts, and it was handed in."),
    ("code_expired", "ballot"): later("This pulse has closed. Nothing was sent."),
    ("already_there", "ticket"): later("Your ticket for this pulse is in another browser of yours already."),
    ("not_allowed", "Idempotency-Key"): later(
        "Nothing is kept of what is answered here, so no key is taken. The same asked again is answered the same."
    ),
    ("not_allowed", "pulse"): later(
        "In this pulse those are asked who were in the team two weeks before it opened and do not lead it."
    ),
    ("missing_field", "consent"): later("Please say first that everyone knew and agreed."),
    ("missing_field", "file"): later("Choose a file, or paste what was said."),
    ("missing_field", "me"): later("Choose which of them is you."),
    ("too_many", "file"): later("There are as many as can be kept. Delete one first."),
    ("missing_field", "answers"): later("Choose one answer at least."),
    ("missing_field", "decision"): later("Choose one of the answers."),
    ("bad_field", "decision"): later("Choose one of the answers."),
    ("bad_field", "weeks"): later("Choose four, five or six weeks."),
    ("bad_field", "first_on"): later("Choose a day from today on, a year ahead at most."),
    ("too_many", "name"): later("There are as many as can be kept. Take one away first."),
    ("too_many", "on"): later("There are as many as can be kept. Take one away first."),
}
"""A better sentence where the field is known."""

WHY: Final[dict[tuple[str, str], str]] = {
    ("actions", "one side"): later(
        "Each of you does one thing at least. Please write what the other side does, too."
    ),
    ("look_again_on", "past"): later("Choose a day from today on."),
    ("on", "past"): later("Choose a day from today on."),
    ("on", "look again"): later("Choose a day after today, within half a year."),
}
"""Still a better one, by what does not fit about a field."""

OF_CONVERSATION: Final[dict[str, str]] = {
    "unknown_act": later("There is no such step. The conversation shows which there are."),
    "ended": later("This conversation has ended. Everything you both could read stays."),
    "not_your_move": later("You cannot do this just now. The conversation shows what you can do."),
    "too_early": later("You can do this from the day on that you agreed to look again."),
    "stale_terms": later(
        "The conversation went on since you saw it. Please look at it again; nothing you wrote was sent."
    ),
}
"""The law of conversations says the same codes about something else."""
OF_AGREEMENT: Final[dict[str, str]] = {
    "unknown_act": later("There is no such move. The agreement shows which there are."),
    "ended": later("This agreement has ended. What it said stays readable."),
    "not_your_move": later("You cannot do this just now. The agreement shows what you can do."),
    "too_early": later("You can do this from the day on that you agreed to look again."),
    "stale_terms": later(
        "Somebody proposed a change since you saw it. Please read it first; nothing was said in your name."
    ),
}
OF_FEEDBACK: Final[dict[str, str]] = {
    "unknown_act": later("There is no such move. The feedback shows which there are."),
    "ended": later("Something has changed, and this has ended. What was said stays readable."),
    "not_your_move": later("You cannot do this just now. The feedback shows what you can do."),
    "too_early": later("First the author has a week to answer what you said back."),
    "stale_terms": later(
        "Somebody said something since you saw it. Please read it first; your words are still here."
    ),
    "bad_field": later("Choose one of the answers. A day lies ahead; for *not now* within half a year."),
}
OF: Final[dict[str, dict[str, str]]] = {
    "feedback": OF_FEEDBACK,
    "conversation": OF_CONVERSATION,
    "agreement": OF_AGREEMENT,
    "agreement_in_talk": {
        "not_your_move": later(
            "You look at this one again in the conversation it comes from, where both answers are read together."
        )
    },
    "leave": {
        "unknown_act": later("There is no such answer. The page shows which there are."),
        "not_your_move": later(
            "Somebody reads along already, or was suggested. The page shows what you can do."
        ),
    },
    "beginning": {
        "not_your_move": later("There is nothing promised here yet. Once there is, you can talk about it.")
    },
}

LONG: Final = later("At most %(longest)s characters, please.")
MARKS: Final = later("One line, please, without marks that cannot be seen.")


def status_of(refusal: Refusal) -> int:
    return ANSWERS[refusal.code][0]


def sentence(refusal: Refusal) -> str:
    """In the language of the request. `says` among the facts is a sentence already said elsewhere, `of` what it is about if not a promise."""
    if "says" in refusal.facts:
        return str(refusal.facts["says"])
    field = refusal.field or ""
    exact = WHY.get((field, refusal.facts.get("why", ""))) or EXACT.get((refusal.code, field))
    if exact is None and refusal.code == "bad_field":
        exact = LONG if "longest" in refusal.facts else MARKS if "marks" in refusal.facts else None
    exact = exact or OF.get(refusal.facts.get("of", ""), {}).get(refusal.code)
    words = _(exact or ANSWERS[refusal.code][1])
    return words % refusal.facts if "%(" in words else words
