"""English due words as patterns: pieces, and one pattern a rule. No decisions.

Every repetition is bounded or over single signs, so that a search stays linear. Text comes in small letters with
straight quotes and single-sign spaces, as `plain` makes it, sign for sign as long as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from typing import Final

_SIGNS: Final = {
    0x2018: "'",
    0x2019: "'",
    0x2013: "-",
    0x2014: "-",
    0xA0: " ",
    9: " ",
    10: " ",
    13: " ",
    0x202F: " ",
}


def plain(text: str) -> str:
    """Small letters, straight quotes, spaces; exactly as long as the text, so that places in it stay."""
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text.translate(_SIGNS))


_WEEKDAYS: Final = ("mon(?:day)?", "tue(?:s|sday)?", "wed(?:s|nesday)?", "thu(?:r|rs|rsday)?", "fri(?:day)?", "sat(?:urday)?", "sun(?:day)?")  # fmt: skip
_MONTHS: Final = ("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?")  # fmt: skip
WEEKDAY_STARTS: Final = tuple(pattern[:3] for pattern in _WEEKDAYS)
MONTH_STARTS: Final = tuple(pattern[:3] for pattern in _MONTHS)
NUMBERS: Final[Mapping[str, int]] = {
    word: number
    for number, word in enumerate(
        (
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        )
    )
} | {
    "a": 1,
    "an": 1,
    "another": 1,
    "couple": 2,
    "thirty": 30,
    "forty": 40,
    "forty-eight": 48,
    "forty eight": 48,
    "sixty": 60,
    "ninety": 90,
}

W: Final = r"\b(?P<w>" + "|".join(_WEEKDAYS) + r")\b(?:(?<!day)\.)?"
_MON: Final = (
    r"\b(?P<mon>" + "|".join(_MONTHS) + r")\b(?:(?<=jan|feb|mar|apr|jun|jul|aug|sep|ept|oct|nov|dec)\.)?"
)
"""A stop belongs to a name that is cut off, "Fri.", and ends the sentence after a whole one."""
ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first")  # fmt: skip
_ORD: Final = "(?P<d>[0-9]{1,2}(?:st|nd|rd|th)?|" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
_NTH: Final = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)"
_NUM: Final = (
    r"(?P<n>[0-9]{1,3}|(?:a )?couple(?: of)?|"
    + "|".join(sorted((w for w in NUMBERS if w not in {"couple", "zero"}), key=len, reverse=True))
    + ")"
)
_YEAR: Final = r"(?P<y>20[0-9]{2})"
_UNIT: Final = r"(?P<unit>minute|min|hour|hr|day|week|fortnight|month|quarter|year)s?"
_PERIOD: Final = "(?P<p>day|week|month|quarter|year|weekend)"
_WHEN: Final = r"(?:(?P<when>this|next|the next|the coming|coming|the following|the|the current|the same) )?"

RULES: Final[Mapping[str, str]] = {
    "iso": r"\b" + _YEAR + r"-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})\b",
    "dotted": r"\b(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>20[0-9]{2}|[0-9]{2}\b)?(?![0-9])",
    "slashed": r"\b(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})(?:/(?P<y>20[0-9]{2}|[0-9]{2}))?\b(?![/0-9])",
    "day_month": "(?:" + W + r",? )?(?:the )?\b" + _ORD + r"(?: of|\.)? " + _MON + "(?:,? " + _YEAR + r"\b)?",
    "month_day": "(?:" + W + ",? )?" + _MON + r" (?:the )?" + _ORD + r"\b(?![:0-9])(?:,? " + _YEAR + r"\b)?",
    "nth": "(?:" + W + r",? )?\b(?:the |(?<=by )|(?<=until )|(?<=on ))" + _NTH + r"\b(?! (?:week|quarter|of (?!this|the month|next)))",
    "weekday_nth": W + ",? " + _NTH + r"\b",
    "weekday": r"(?:\b(?P<when>this coming|the coming|this|the next|next|coming|the following|following|every|each) )?" + W,
    "weekday_week": W + " (?P<week>week)(?! after)",
    "weekday_next_week": W + "(?: of)? (?P<when>next|this) week|" + r"\b(?P<when2>next|this) week(?:,)?(?: on)? " + W.replace("<w>", "<w2>"),
    "weekday_after_next": W + " (?:after next|the week after)",
    "weeks_from_weekday": r"\b" + _NUM + " weeks? (?:from|on|after) (?:this )?" + W,
    "from_day": r"\b" + _NUM + " " + _UNIT + " from (?P<base>now|today|tomorrow)|" + r"\b(?P<weeks>a|one|two|three) weeks? (?P<base2>today|tomorrow)",
    "day_after_tomorrow": r"\b(?:the )?day after tomorrow\b",
    "today": r"\b(?:later today|today|tonight|(?:end of the|end of this|this) (?P<part>morning|afternoon|evening))\b",
    "tomorrow": r"\btomorrow(?: (?P<week>week))?\b",
    "in_the_morning": r"\bin the morning\b",
    "part_of": r"\b(?:the )?(?P<part>very end|end|close|start|beginning|middle|mid)[ -](?:of )?" + _WHEN + "(?:(?:business|working|work) )?(?:" + _PERIOD + r"(?P<after> after next)?|q(?P<q>[1-4])|" + _MON + r")\b",
    "period_end": r"\b(?:the |this )?(?P<p>week|month|quarter|year)(?:'s)?[- ]end\b(?! of)",
    "this_time": r"\bthis time (?P<when>next) " + _PERIOD + r"\b|\bthis time tomorrow\b",
    "midweek": r"\bmid-?week\b",
    "end_of_day": r"\b(?:eod|cob|eob|cop|(?:the )?(?:end|close) of (?:the )?(?:business(?: day)?|play|today|the day|day))\b",
    "short_end": r"\beo(?P<short>[wmqy])\b",
    "duration": r"\b(?:" + _NUM + " (?:more |full |whole )?(?P<work>(?:working|business|work|week) ?)?" + _UNIT + r"(?:'s?)?(?: time)?(?: (?P<half>and a half))?|half an? (?P<half_unit>hour|day))\b",
    "within_the": r"\b(?:within|inside) the (?P<p>hour|day|week|month|year)\b",
    "feast": r"\b(?P<feast>FEASTS)(?! (?:party|dinner|lunch|card|campaign|sale|rush|shopping))(?![a-z'])",
    "weekend": r"\b(?P<when>the|this|this coming|the coming|next) weekend\b",
    "period": r"\b(?P<edge>early |late |sometime |some time |some day )?(?P<when>this|next|the next|the coming|coming|the following)(?: calendar| business)? (?P<p>week|month|quarter|year)\b(?P<after> after next)?|\bthe (?P<p2>week|month) after next\b",
    "month": r"\b(?:early |late |sometime )?(?:in|by|until|before|during|for) (?:early |late |next )?" + _MON + r"(?! [0-9])",
    "quarter": r"\bq(?P<q>[1-4])\b(?: " + _YEAR + ")?",
    "clock": "CLOCK",
}  # fmt: skip

CLOCK: Final = (
    r"(?:(?P<h>[0-9]{1,2})(?:[:.h](?P<min>[0-9]{2}))? ?(?P<half>am|pm|a\.m\.?|p\.m\.?)(?![a-z])"
    r"|(?P<h2>[0-9]{1,2}):(?P<min2>[0-9]{2})(?![0-9])|(?P<half_past>half past )?(?P<h3>[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?(half_past)\b| ?o'clock)"
    r"|(?P<name>noon|midday|midnight|lunch ?time|lunch|the close|close of business|close of play|cob|eod|eob"
    r"|end of (?:the )?(?:day|business|play)|start of (?:the )?(?:business|day|play)|first thing|morning|afternoon|evening|night))"
)
BARE_HOUR: Final = r"(?P<h4>[0-9]{1,2})(?![0-9:/%-]|[.,][0-9])(?! ?[a-z])"
NAMED_CLOCKS: Final[Mapping[str, time]] = {
    "noon": time(12), "midday": time(12), "midnight": time(23, 59), "lunch": time(12), "lunch time": time(12), "lunchtime": time(12),
    "first thing": time(9), "morning": time(12), "afternoon": time(17), "evening": time(20), "night": time(23),
}  # fmt: skip
STARTS_EARLY: Final = time(9)

CLOCK_BEFORE: Final = re.compile(r"\b" + CLOCK + r"(?: on| of|,)? $")
CLOCK_AFTER: Final = re.compile(
    r",? ?(?:(?:at|by|before|around|in the|from|until) (?:the )?)?(?:"
    + CLOCK
    + "|(?<=at )"
    + BARE_HOUR
    + "|(?<=by )"
    + BARE_HOUR.replace("h4", "h5")
    + ")"
)
CLOCK_ALONE: Final = re.compile(
    r"\b(?:" + CLOCK + "|(?<=by )" + BARE_HOUR + "|(?<=before )" + BARE_HOUR.replace("h4", "h5") + ")"
)

ANCHOR: Final = re.compile(
    r"\b(?P<anchor>by|before|until|till|til|due|on or before|on|in|within|inside|over|during|no later than|not later than|latest by|at the latest by"
    r"|latest|for|at|around|about|give me|gives me|allow me|allow|need|come|from|starting|deadline is|deadline:?|to|it's due|not before|around)"
    r"(?: the)?(?: (?:next|coming|following))?(?: (?:or before|or by|around|about|another|at least|at most|maybe|say))? $"
)
DEADLINE: Final = frozenset(
    {
        "by",
        "before",
        "until",
        "till",
        "til",
        "due",
        "on or before",
        "within",
        "inside",
        "no later than",
        "not later than",
        "latest by",
        "at the latest by",
        "latest",
    }
)

PAST: Final = re.compile(
    r"\b(?:was|were|had|did|didn't|took|talked|said|went|met|sent|got|came|told|saw|gave|made|spoke|wrote|left|began|started|finished"
    r"|ended|happened|called|asked|agreed|decided|discussed|promised|received|reviewed|worked|looked|used to|has been|have been"
    r"|have (?:seen|had|done|sent|met)|has (?:seen|had|done|sent)|last|ago|previous|yesterday|missed)\b"
)
FUTURE: Final = re.compile(
    r"\b(?:will|won't|shall|going to|gonna|can|could|would|should|must|need|needs|have to|has to|please|let's|let me|let us|may|might|got to|plan"
    r"|expect|aim|promise to|try|want|by|until|due|no later than|give me|hope|commit|ought|are to|is to)\b|'ll\b|'d\b"
)

VAGUE: Final = re.compile(
    r"\b(?:a\.?s\.?a\.?p\b|as soon as (?:possible|you can|i can|we can|practical)|(?<!as )soon\b|soonish|sooner or later|the sooner the better"
    r"|shortly|before (?:too )?long|in due course|in the near future|in good time|at some (?:point|stage)|some ?time\b(?! ago)|some ?day"
    r"|one of these days|eventually|later on|when(?:ever)? (?:you|i|we)(?: get| have|'ve got| find)(?: a| some| the| enough)?"
    r" (?:chance|moment|minute|second|sec|time|break|opportunity)|when(?:ever)? (?:you|i|we) can\b|when(?:ever)? (?:you|i|we)(?:'re| are) (?:free|ready|able)"
    r"|when(?:ever)? possible|at your (?:earliest )?(?:convenience|leisure)|no (?:rush|hurry)|right away|straight away|immediately|in a bit"
    r"|in a (?:few|moment|minute|second|sec|while)\b(?: (?:minutes|hours|days|weeks|months))?|in the (?:coming|next few) (?:days|weeks|months)"
    r"|over the (?:coming|next few) (?:days|weeks)|within a few (?:hours|days|weeks)|first chance i get|urgently|urgent)"
)
UNRESOLVABLE: Final = re.compile(
    r"\b(?:(?:before|after|once|following|ahead of|in time for|prior to|as soon as|the moment|as long as|until|till)"
    r" (?:(?:the|my|our|your|their|his|her|this|that|its|we|i|you|they|he|she|it|everybody|everyone|a|an) )?[a-z][a-z'-]{1,30}(?: (?!and\b|but\b|so\b|or\b)[a-z][a-z'-]{0,30}){0,4}"
    r"|(?:by|when|if) (?:the|our|your|my|we|i|you|they|he|she|it|next) (?:(?!way\b|end\b|looks\b|time\b)[a-z][a-z'-]{1,30} ?){0,3}"
    r"(?:meeting|call|review|launch|release|deadline|demo|workshop|conference|board|sprint|off-?site|holidays?|break|event|visit|interview"
    r"|retro|retrospective|arrives?|comes?|signed off|finished|done|ready|back|standup|stand-up|one-on-one|session|audit|go-live)\b)"
)
