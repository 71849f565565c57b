"""German due words, said in English: "bis Freitag um 12 Uhr" is "by friday at 12:00".

What lives here: words for words. What may not: what they mean (reading.py)."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = (
    (r"(?:am|übers|dieses) wochenende", "this weekend"),
    (r"übermorgen", "the day after tomorrow"),
    (r"morgen (?:früh|vormittag)", "tomorrow morning"),
    (r"morgen", "tomorrow"),
    (r"heute (?:abend|nacht)", "tonight"),
    (r"heute", "today"),
    (r"(?:bis )?spätestens(?: bis)?(?: zum| am)?|bis(?: zum| zur)?", "by"),
    (r"vor(?: dem| der| den)?", "before"),
    (r"nach de[mrn]", "after"),
    (r"feierabend", "end of business"),
    (r"(?:zum )?ende (?:der|dieser) woche|(?:zum )?wochenende|(?:zum )?wochenschluss", "end of the week"),
    (r"ende (?:der )?nächste[rn] woche", "end of next week"),
    (r"(?:in )?(?:der |die )?übernächste[rn]? woche", "the week after next"),
    (r"(?:zum )?(?:ende (?:des|dieses) monats|monatsende)", "end of the month"),
    (r"ende (?:des )?nächsten monats", "end of next month"),
    (r"(?:zum )?(?:ende (?:des|dieses) jahres|jahresende)", "end of the year"),
    (r"(?:zum )?(?:ende (?:des|dieses) quartals|quartalsende)", "end of the quarter"),
    (r"ende", "end of"),
    (r"anfang", "start of"),
    (r"mitte", "mid"),
    (r"nächste[rnms]?", "next"),
    (r"kommende[rnms]?|diese[rnms]?", "this"),
    (r"am|den", "on"),
    (r"innerhalb(?: von)?|binnen", "within"),
    (r"montag(?:s|abend|mittag|früh)?", "monday"),
    (r"dienstag", "tuesday"),
    (r"mittwoch", "wednesday"),
    (r"donnerstag", "thursday"),
    (r"freitag", "friday"),
    (r"samstag|sonnabend", "saturday"),
    (r"sonntag", "sunday"),
    (r"jänner|januar", "january"),
    (r"februar", "february"),
    (r"märz", "march"),
    (r"mai", "may"),
    (r"juni", "june"),
    (r"juli", "july"),
    (r"oktober", "october"),
    (r"dezember", "december"),
    (r"(?:arbeits|werk)tag(?:e|en|es)?", "working days"),
    (r"tag(?:e|en|es)?", "days"),
    (r"woche(?:n)?", "week"),
    (r"monat(?:e|en|s)?", "month"),
    (r"quartal(?:s)?", "quarter"),
    (r"jahr(?:e|en|es)?", "year"),
    (r"stunde(?:n)?", "hours"),
    (r"eine[rmns]?", "one"),
    (r"zwei", "two"),
    (r"drei", "three"),
    (r"vier", "four"),
    (r"fünf", "five"),
    (r"sechs", "six"),
    (r"sieben", "seven"),
    (r"acht", "eight"),
    (r"neun", "nine"),
    (r"zehn", "ten"),
    (r"zwölf", "twelve"),
    (r"vierzehn", "fourteen"),
    (r"zwanzig", "twenty"),
    (r"dreißig", "thirty"),
    (r"weihnachten", "christmas"),
    (r"ostern", "easter"),
    (r"mittags?", "noon"),
    (r"abends?", "evening"),
    (
        r"(?:so ?(?:bald|schnell|rasch)|möglichst) (?:wie möglich|bald|schnell)|(?:bald|schnellst)möglich(?:st)?|zeitnah|demnächst|bald",
        "soon",
    ),
    (
        r"irgendwann|bei gelegenheit|(?:wenn|sobald) du (?:mal )?(?:(?:zeit|luft|gelegenheit) hast|dazu kommst|kannst)",
        "soon",
    ),
    (r"um|gegen", "at"),
)
_PATTERN: Final = re.compile(
    r"\b(?:" + "|".join(f"(?P<w{n}>{german})" for n, (german, _) in enumerate(_WORDS)) + r")\b"
)
_CLOCK: Final = re.compile(r"\b([0-9]{1,2})(?:[:.]([0-9]{2}))? uhr\b")
_IN_A_WEEK: Final = re.compile(r"(tag|woch) in einer woche\b")
"""After a day of the week; "Montag in einer Woche" is Monday week."""
_DAY: Final = re.compile(r"\b([0-9]{1,2})\. (?=[a-zä])")


def in_english(text: str) -> str:
    """The same date in English words, as far as it is one."""
    small = _CLOCK.sub(lambda match: f"{match[1]}:{match[2] or '00'}", text.casefold())
    small = _IN_A_WEEK.sub(r"\1 week", small)
    said = _PATTERN.sub(lambda match: _WORDS[int((match.lastgroup or "w0")[1:])][1], small)
    return re.sub(r"\b(by|on|end of|start of) \1\b|\bby on\b", r"by", _DAY.sub(r"\1 ", said))
