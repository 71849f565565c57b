"""English words that leave an ask open: lists and patterns, no decisions.

What lives here: one pattern per hint, each without nested repetition, so that a search stays
linear. They expect text as `plain` makes it: small letters, straight quotes, single spaces."""

from __future__ import annotations

import re
from typing import Final

_QUOTES: Final = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


def plain(text: str) -> str:
    """Small letters, straight quotes; spaces joined within a line, lines kept."""
    lines = (" ".join(line.split()) for line in text.translate(_QUOTES).casefold().splitlines())
    return "\n".join(line for line in lines if line)


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(phrases) + r")(?!\w)")


VAGUE_DATE: Final = _any(
    r"a\.?s\.?a\.?p",
    "as soon as (?:possible|you can|you're able|practical)",
    "(?<!as )soon",
    "soonish",
    "the sooner the better",
    "shortly",
    "before (?:too )?long",
    "in due course",
    "in the near future",
    "in good time",
    "at some point",
    r"some ?time(?= (?:next|this|soon|later|in)\b|[.,;!?\n]|$)",
    "some day",
    "someday",
    "one of these days",
    "eventually",
    "later on",
    "when(?:ever)? you(?: get| have|'ve got| find)(?: a| some| the| enough)? "
    "(?:chance|moment|minute|second|sec|time|break|opportunity)",
    r"when(?:ever)? you (?:can|like|want)(?=[.,;!?\n]|$)",
    "when(?:ever)? you(?:'re| are) (?:free|ready|able)",
    "when(?:ever)? (?:possible|it suits|convenient)",
    "whenever",
    "at your (?:earliest )?(?:convenience|leisure)",
    "no (?:rush|hurry)",
    "right away",
    "straight away",
    "immediately",
    "urgent(?:ly)?",
    "quickly",
)

DATE_WORDS: Final = _any(
    "(?:by|before|until|till|on|due|this|next|no later than) (?:the )?(?:end of )?(?:this |next )?"
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    "(?:by|before|until|till|due) (?:the )?(?:end of )?(?:the |this |next )?"
    "(?:day|week|month|quarter|year|today|tonight|tomorrow|noon|eod|cob|eow|lunch)",
    "(?:by|before|until|till|on|due|no later than) (?:the )?[0-9]{1,2}(?:st|nd|rd|th|[./-])?",
    "(?:by|before|until|till|on|in|due) (?:january|february|march|april|may|june|july|august"
    "|september|october|november|december)",
    "(?:with)?in (?:[0-9]{1,3}|an|one|two|three|four|five) (?:hour|day|week|month)s?",
    "today",
    "tonight",
    "tomorrow",
    "eod",
    "cob",
    "eow",
)

VAGUE_STANDARD: Final = _any(
    "(?<!'d )(?<!had )better",
    "nicer",
    "cleaner",
    "improve(?:d|ment|ments)?",
    "properly",
    "thoroughly",
    "professional(?:ly)?",
    "appropriate(?:ly)?",
    "reasonabl[ey]",
    "sensibl[ey]",
    "decent",
    "adequate(?:ly)?",
    "good enough",
    "good (?:shape|state|condition|quality|job)",
    "looks? good",
    "high[- ]quality",
    "world[- ]class",
    "best practices?",
    "up to (?:scratch|standard|speed)",
    "user[- ]friendly",
    "intuitive",
    "robust",
    "seamless(?:ly)?",
    "state of the art",
    "clean(?:ed|ing)? (?:it |this |that |things |them )?up",
    "clean[- ]?up",
    "tid(?:y|ied) (?:it |this |that |things |them )?up",
    "sort(?:ed)? (?:it |this |that |things |them )?out",
    "polish(?:ed)?",
    "optimi[sz]ed?",
    "streamlined?",
    "moderni[sz]ed?",
    "(?:more|take|show|real|some) ownership",
    "more (?:proactive|engaged|responsible|committed|visible|strategic)",
    "step(?:ping)? up",
    "be a team player",
    "try harder",
    "look into",
    "deal with",
    "take care of",
    "as (?:needed|necessary|appropriate|required)",
    "and so on",
    "etc",
    "or something",
    "or similar",
    "and stuff",
)

_SOMEBODY: Final = "(?:some(?:body|one)|any(?:body|one)|one of (?:you|us|them)|who(?:ever| ever))"

NOBODY: Final = _any(
    _SOMEBODY + " (?:should|could|can|must|needs? to|has to|ought to|might|may|please|will|would)",
    "(?:should|could|can|must|would|will|might|may|has) " + _SOMEBODY,
    "if " + _SOMEBODY,
    "(?:we|the team|people|everyone|everybody|folks|they) (?:all |really |also )?"
    "(?:should|must|need to|needs to|have to|has to|ought to|might want to)",
    "let's",
    "it would be (?:good|nice|great|helpful) (?:if|to)",
    "needs to (?:be done|happen|get done)",
    "who(?:ever)? (?:has|is) (?:time|free)",
)

SOFTENER: Final = _any(
    "just(?! (?:after|before|in|over|under|like|as|because|the)\\b)",
    "maybe",
    "perhaps",
    "possibly",
    "if possible",
    "if (?:at all|it's) possible",
    "if you (?:don't|wouldn't) mind",
    "if it(?:'s| is) not too much trouble",
    "if it(?:'s| is) ok(?:ay)?",
    "i was wondering",
    "i wonder",
    "i(?:'m| am) sorry to",
    "sorry to (?:ask|bother|disturb)",
    "i hate to ask",
    "(?<!some )(?<!this )(?<!that )(?<!what )(?<!any )(?<!the )(?<! a )(?:kind|sort) of",
    "a (?:quick|small|tiny|little) (?:question|favou?r|thing|ask)",
    "no worries if not",
    "would it be possible",
    "would you mind",
    "do you think you could",
    "feel free to",
)

# Only where a clause begins: "everything you'll need" presses nobody.
PRESSING_START: Final = re.compile(
    r"(?:(?:and|but|so|please) )?(?:you(?:'ll| will) (?!(?:find|see|get|receive|have my)\b)\w"
    r"|you (?:must|have to|need to|are to|had better)\b|you'd better\b"
    r"|(?:i(?:'ll)? )?(?:assume|trust|expect|presume|take it)(?: that)? you\b|surely you\b"
    r"|make sure(?: that)? you\b|why (?:don't|haven't|aren't|didn't|can't|won't) you\b"
    r"|don't tell me\b)"
)

PRESSING: Final = _any(
    "(?:won't|wouldn't|can't|couldn't|don't|will) you ?\\?",
    ", ?(?:do|would|could|did) you ?\\?",
    ", ?(?:right|ok|okay|yes|agreed|isn't it) ?\\?",
    "(?:i'll|i will) (?:assume|take it)",
    "i(?:'m| am) (?:counting|relying) on you",
    "i know you (?:won't mind|can't say no|will|won't say no)",
    "(?:don't|can't|cannot) say no",
    "no (?:excuses|ifs and buts|ifs or buts|is not an answer)",
    "not (?:optional|up for (?:discussion|debate)|negotiable)",
    "non[- ]?negotiable",
    "(?:unless|if) i (?:hear (?:otherwise|nothing)|don't hear)",
    "thank(?:s| you)(?: very much| so much)? in advance",
    "how hard can it be",
    "it's (?:only|the least) (?:fair|you can do)",
)

REASON: Final = _any(
    "because",
    "so that",
    "in order to",
    "so (?:we|i|they|people) can",
    "that way",
    "due to",
    "since",
)

_VERBS: Final = (
    "add|agree|arrange|ask|attend|book|bring|build|buy|call|cancel|change|check|clean|collect"
    "|complete|contact|copy|create|cut|decide|delete|deliver|deploy|design|document|draft|draw"
    "|email|file|fill|find|finish|fix|forward|get|hand|help|hire|install|invite|join|look|mail|make"
    "|meet|move|order|organi[sz]e|paint|pay|phone|pick|plan|post|prepare|present|print|publish|put"
    "|read|record|register|remove|rename|renew|repair|replace|reserve|review|rewrite|ring|run"
    "|schedule|set|sign|sort|start|stop|submit|switch|take|talk|test|tidy|train|translate|try|turn"
    "|update|upload|visit|wash|write"
)
_ANSWERS: Final = "say|tell|let|send|reply|share|report|confirm|give|show|explain|return|answer"
"""Telling what came of it belongs to the same ask: "read this and say what is unclear"."""

ASKING_START: Final = re.compile(
    r"(?:(?:[0-9]{1,2}[.)]|[-*\u2022]) ?)?(?:(?:and|also|then|hi|hello|ok),? )?"
    r"(?:(?:can|could|would|will) you\b|(?:please|kindly)\b"
    r"|(?:" + _VERBS + "|" + _ANSWERS + r")\b(?! (?:of|for)\b))"
)

SECOND_ASK: Final = re.compile(
    r"(?:, |\b)(?:and also|and then|and please|and (?:can|could|would|will) you|and while you're"
    r"|oh,? and|as well as (?:to )?(?:" + _VERBS + r")"
    r"|and (?:to )?(?:" + _VERBS + r") (?:the|a|an|my|your|our|his|her|their|this|that|these|those"
    r"|me|us|all|every|some|new|two|three|in|up|out|with)\b)"
)

CLAUSES: Final = re.compile(r"[.?!;\n](?:\s|$)")
