"""What the mirror says, for pages and for a terminal: figures, kinds of marks, and why a file is not taken.

What may not live here: Django (a terminal has none), anything that judges, calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from fairlead.core.refusals import Refusal
from fairlead.doors.cli.words import later

Say = Callable[[str], str]

REFUSED: Final[Mapping[str, str]] = {
    "empty": later("There are no words of a talk in this file."),
    "binary": later("This is no text: a transcript is WebVTT, SRT, plain text, a Word document or JSON."),
    "too_large": later("This is larger than %(most)s MB, more than a day of talking. Please take one talk."),
    "long_line": later(
        "Line %(line)s is longer than anybody speaks in one go. Is every turn on a line of its own?"
    ),
    "cues": later("There are more than %(most)s pieces in it. Please take one talk."),
    "speakers": later("More than %(most)s names speak in it. Please take one talk."),
    "hours": later("It is longer than %(most)s hours. Please take one talk."),
    "no_speakers": later("It does not say who speaks. The mirror needs a name before what somebody says."),
    "json": later("The JSON ends or breaks in line %(line)s. Please save it again."),
    "shape": later(
        "This JSON is not one of WhisperX, AssemblyAI or Deepgram: there is no list of what was said in it."
    ),
    "truncated": later("The document is not whole. Please save it again."),
    "no_document": later("This is a zip file, but no Word document."),
    "bomb": later("The document unpacks to far more than a talk. It was not opened."),
    "entities": later(
        "The document defines things of its own, as no program for talks does. It was not opened."
    ),
    "xml": later("The document breaks in line %(line)s. Please save it again."),
    "unknown": later("Nobody in it has that name. There are: %(names)s"),
}

FIGURES: Final[Mapping[str, str]] = {
    "talk_share": later("Your share of the talking"),
    "turn_words": later("Words in a turn of yours, in the middle"),
    "pauses": later("Pauses before you spoke"),
    "overlaps": later("You started while the other was still speaking (some may be support)"),
    "questions": later("Questions you asked"),
    "open_questions": later("Share of open questions (a guess)"),
    "follow_ups": later("Questions that took up what was said"),
    "readbacks": later("Places where you seem to say back what you heard"),
    "telling": later("Sentences that tell the other what to do, as words"),
    "first_advice": later("Turns of yours before the first of them"),
    "blame_words": later("Sentences like “you always” or “why didn’t you”"),
    "apologies": later("Apologies"),
    "thanks": later("Thanks"),
    "promises": later("What sounded like a promise"),
    "requests": later("What sounded like a request"),
    "offers": later("What sounded like an offer"),
}

BEHIND: Final[Mapping[str, str]] = {
    "questions": "question",
    "open_questions": "question",
    "follow_ups": "question",
    "readbacks": "readback",
    "telling": "telling",
    "first_advice": "advice",
    "promises": "promise",
    "requests": "request",
    "offers": "offer",
}
"""The kind of the marks behind a figure."""

REASONS: Final[Mapping[str, str]] = {
    "only one speaker": later("only one speaker"),
    "fewer than 300 words": later("fewer than 300 words"),
    "fewer than 8 turns of yours": later("fewer than 8 turns of yours"),
    "fewer than 5 turns of yours": later("fewer than 5 turns of yours"),
    "fewer than 8 questions": later("fewer than 8 questions: see the list"),
    "fewer than 10 changes from another to you": later("fewer than 10 changes from another to you"),
    "no reliable end times": later("no reliable end times"),
    "without marks of punctuation only in English": later("without marks of punctuation only in English"),
    "only in English": later("only in English"),
    "nothing found": later("nothing found"),
}


def shows(figure: str, mark: Mapping[str, Any]) -> bool:
    """Whether this mark is one of those behind the figure."""
    if BEHIND.get(figure) != mark["kind"]:
        return False
    only = {"open_questions": "open", "follow_ups": "follow_up"}.get(figure)
    return bool(mark[only]) if only else figure != "telling" or mark["certainty"] == "counted"


def refused(refusal: Refusal, say: Say) -> str:
    """One sentence, with the line where there is one."""
    facts = {**refusal.facts, "names": ", ".join(refusal.facts.get("names", ()))}
    return say(REFUSED[str(refusal.facts["why"])]) % facts
