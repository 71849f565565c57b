"""What the mirror says, for pages and for a terminal: figures, kinds of marks, and why a file is not taken.

What may not live here: Django (a terminal has none), anything that judges, calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

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
    "lines": later("There are more than %(most)s lines in it. Please take one talk."),
    "cues": later("There are more than %(most)s pieces in it. Please take one talk."),
    "speakers": later("More than %(most)s names speak in it. Please take one talk."),
    "hours": later("It is longer than %(most)s hours. Please take one talk."),
    "words": later(
        "There are more than %(most)s words in it, more than twelve hours of talking. Please take one talk, or look at it on your computer with fairlead listen."
    ),
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
    "packed": later("This page has changed on its way. Please begin again with the transcript."),
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
    "requests": later("What sounded like a request or a suggestion"),
    "offers": later("What sounded like an offer"),
}

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


TELLS: Final[Mapping[str, str]] = {
    "talk_share": later("How much of the talking was yours. A talk can be shared in many good ways."),
    "turn_words": later("How long you speak before somebody else does."),
    "pauses": later("Turns of yours that began a second and a half or more after the other had ended."),
    "overlaps": later(
        "Turns of yours that began while the other was speaking, and went on. Some of it is support."
    ),
    "questions": later("Sentences that ask. Small ones like “right?” are left out."),
    "open_questions": later("Questions that leave room for more than yes or no, as far as a guess goes."),
    "follow_ups": later("Questions that take up a word the other has just used, or ask for more of it."),
    "readbacks": later(
        "Of ten such places about eight are right, and about six of ten are not found. So no number is made of them."
    ),
    "telling": later(
        "Sentences with words like “you should” or “make sure”. Counted as words: sometimes they are just what is needed."
    ),
    "first_advice": later("How long it took until the first of these words."),
    "blame_words": later("Counted as words, whatever they were about."),
    "apologies": later("Sentences with words of an apology."),
    "thanks": later("Sentences with words of thanks."),
    "promises": later("People themselves agree on these only about half of the time. Look for yourself."),
    "requests": later("People themselves agree on these only about half of the time. Look for yourself."),
    "offers": later("People themselves agree on these only about half of the time. Look for yourself."),
}
"""What each figure can tell, and how sure it is. docs/explanation/listening.md has the measured numbers."""

SURE: Final[Mapping[str, str]] = {
    "counted": later("Counted"),
    "guess": later("A guess"),
    "list": later("Places to look at"),
    "not_shown": later("Not shown"),
}

HINTS: Final[Mapping[str, str]] = {
    "no_date": later("no day yet"),
    "vague_date": later("a day both of you would name alike"),
    "vague_standard": later("what both of you would see when it is there"),
    "nobody": later("who it is for"),
    "two_asks": later("it may be two things"),
    "no_way_to_say_no": later("room for a no"),
}
"""What would make it clearer, in few words."""

MADE_UP: Final[Mapping[str, str]] = {
    "listens": later("A made-up talk in which Ruth listens"),
    "tells": later("The same talk, in which Ruth does not"),
}


def refused(refusal: Refusal, say: Say) -> str:
    """One sentence, with the line where there is one."""
    facts = {**refusal.facts, "names": ", ".join(refusal.facts.get("names", ()))}
    return say(REFUSED[str(refusal.facts["why"])]) % facts
