"""German words that leave an ask open: the same names as in english.py, lists and patterns, no decisions.

They expect text as `plain` makes it: small letters, straight quotes, single spaces."""

from __future__ import annotations

import re
from typing import Final

from fairlead.core.clarity.english import CLAUSES, plain

__all__ = ["CLAUSES", "plain"]


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(phrases) + r")(?!\w)")


VAGUE_DATE: Final = _any(
    r"a\.?s\.?a\.?p",
    "so (?:bald|schnell|rasch|zeitnah) wie möglich",
    "(?:baldmöglichst|schnellstmöglich|ehestmöglich|baldigst|ehebaldigst)",
    "zeitnah",
    "demnächst",
    "(?<!so )bald",
    "in kürze",
    "in nächster zeit",
    "in absehbarer zeit",
    "irgendwann",
    "bei gelegenheit",
    "gelegentlich",
    "später einmal",
    "(?:wenn|sobald) du (?:mal )?(?:zeit|luft|gelegenheit|eine minute|einen moment) hast",
    "(?:wenn|sobald) du (?:mal )?(?:dazu kommst|kannst|magst|möchtest)",
    "wann immer",
    "(?:sofort|umgehend|unverzüglich|dringend|eilig)",
    "es eilt nicht",
    "hat (?:keine|nicht so viel) eile",
    "möglichst (?:bald|schnell|rasch|zeitnah)",
)
_DAYS: Final = "(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
_MONTHS: Final = (
    "(?:januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)"
)
DATE_WORDS: Final = _any(
    "(?:bis(?: spätestens)?(?: zum)?|am|spätestens(?: am| bis)?|vor|nächsten|kommenden|diesen) (?:nächsten |kommenden )?"
    + _DAYS,
    "(?:bis(?: zum)?|am|spätestens(?: am)?|vor dem) [0-9]{1,2}\\.(?: ?" + _MONTHS + "|[0-9]{1,2}\\.)?",
    "bis (?:heute|morgen|übermorgen)",
    "(?:bis )?(?:zum )?(?:ende|anfang|mitte) (?:der|dieser|nächster|des|dieses|nächsten) (?:woche|monats|jahres|quartals)",
    "(?:bis )?(?:zum )?(?:wochenende|monatsende|jahresende|quartalsende|feierabend)",
    "in (?:[0-9]{1,3}|einer|einem|zwei|drei|vier|fünf|sechs|zehn) (?:stunden?|tage?n?|wochen?|monate?n?|(?:arbeits|werk)tagen?)",
    "bis (?:nächste|kommende) woche",
    "(?:heute|morgen|übermorgen)(?: abend| früh| mittag| vormittag| nachmittag)?",
)

VAGUE_STANDARD: Final = _any(
    "besser",
    "schöner",
    "sauberer?",
    "verbesser(?:n|t|e|ung|ungen)",
    "ordentlich",
    "gründlich",
    "vernünftig",
    "richtig (?:gut|schön|machen)",
    "professionell(?:er)?",
    "angemessen",
    "anständig",
    "gut genug",
    "gute (?:qualität|arbeit|form)",
    "hochwertig",
    "benutzerfreundlich",
    "intuitiv",
    "robust",
    "auf (?:vordermann|den neuesten stand) (?:bringen|gebracht)",
    "aufräumen",
    "aufgeräumt",
    "in ordnung bringen",
    "(?:optimier|modernisier|polier)(?:en|t|e)",
    "mehr (?:verantwortung|eigenverantwortung|initiative|engagement|einsatz)",
    "(?:verantwortung|initiative) (?:übernehmen|zeigen)",
    "proaktiver?",
    "kümmer(?:e|n|t)? dich (?:um|darum)",
    "sich kümmern um",
    "(?:anschauen|ansehen) und so",
    "nach bedarf",
    "bei bedarf",
    "und so weiter",
    "usw",
    "etc",
    "oder so(?: ähnlich| etwas)?",
)

_SOMEBODY: Final = "(?:jemand|irgendjemand|irgendwer|wer|einer von (?:euch|uns|ihnen)|wer auch immer)"
NOBODY: Final = _any(
    _SOMEBODY + " (?:sollte|könnte|müsste|muss|soll|kann|möge|würde)",
    "(?:sollte|könnte|müsste|muss|kann|würde|hat) (?:mal )?(?:jemand|irgendjemand|irgendwer)",
    "wenn (?:jemand|irgendjemand|irgendwer)",
    "(?:wir|das team|die leute|alle|jede[rs]?|man) (?:sollten?|müssten?|müssen|muss|sollte|könnten?)(?: alle| wirklich| auch| mal)*",
    "lasst uns",
    "lass uns",
    "es wäre (?:gut|schön|toll|hilfreich),? (?:wenn|zu)",
    "(?:muss|müsste|sollte) (?:mal )?(?:gemacht|erledigt) werden",
    "wer (?:zeit|lust) hat",
)

SOFTENER: Final = _any(
    "nur (?:kurz|mal|schnell)",
    "mal eben",
    "eben mal",
    "vielleicht",
    "eventuell",
    "evtl",
    "unter umständen",
    "falls möglich",
    "wenn möglich",
    "wenn es dir nichts ausmacht",
    "wenn es nicht zu viel ist",
    "ich wollte (?:nur |mal )?fragen",
    "ich frage mich",
    "(?:es )?tut mir leid,? dass ich (?:dich |störe|frage)",
    "entschuldige die störung",
    "irgendwie",
    "eine kleine (?:bitte|frage|sache)",
    "nur eine kleinigkeit",
    "kein problem,? wenn nicht",
    "wäre es möglich",
    "würde es dir etwas ausmachen",
    "könntest du dir vorstellen",
)

PRESSING_START: Final = re.compile(
    r"(?:(?:und|aber|also|bitte) )?(?:du (?:musst|sollst|hast zu|wirst)\b|(?:ich )?(?:gehe davon aus|nehme an|erwarte|setze voraus),? dass du\b"
    r"|sicher(?:lich)? (?:kannst|wirst|machst) du\b|warum (?:hast|bist|kannst|willst) du (?:\w{1,30} ){0,3}nicht\b|sorg(?:e)? dafür\b|sag (?:mir )?(?:bloß )?nicht\b)"
)
PRESSING: Final = _any(
    ",? (?:oder|nicht wahr|ja|okay|ok|richtig|einverstanden) ?\\?",
    "ich (?:verlasse mich|zähle) auf dich",
    "ich weiß,? dass du (?:nicht nein sagst|das machst|ja sagst)",
    "(?:da kannst du|du kannst) (?:doch )?nicht nein sagen",
    "keine (?:ausreden|widerrede)",
    "nicht verhandelbar",
    "steht nicht zur (?:debatte|diskussion)",
    "(?:wenn|sofern) ich nichts (?:anderes |gegenteiliges )?höre",
    "(?:vielen |besten |herzlichen )?dank im voraus",
    "danke im voraus",
    "so schwer kann (?:das|es) (?:doch )?nicht sein",
    "das ist (?:ja )?(?:wohl )?das mindeste",
)

REASON: Final = _any(
    "weil",
    "damit",
    "denn",
    "um (?:\\w+ ){1,8}zu",
    "wegen",
    "deshalb",
    "deswegen",
    "da (?:wir|ich|sie|es|der|die|das)",
)

_VERBS: Final = (
    "schick|schicke|sende|send|schreib|schreibe|ruf|rufe|prüf|prüfe|lies|lese|bring|bringe|mach|mache|erstell|erstelle|bereite|buch|buche"
    "|bestell|bestelle|hol|hole|kauf|kaufe|übersetz|übersetze|plan|plane|organisier|organisiere|aktualisier|aktualisiere|lösch|lösche|füg|füge"
    "|frag|frage|klär|kläre|trag|trage|nimm|gib|sag|sage|zeig|zeige|erklär|erkläre|such|suche|teste|test|repariere|veröffentliche|druck|drucke"
)
ASKING_START: Final = re.compile(
    r"(?:(?:[0-9]{1,2}[.)]|[-*\u2022]) ?)?(?:(?:und|auch|dann|hallo|ok),? )?(?:(?:kannst|könntest|würdest|magst|wirst) du\b|bitte\b|(?:"
    + _VERBS
    + r")\b)"
)
SECOND_ASK: Final = re.compile(
    r"(?:, |\b)(?:und außerdem|und dann|und bitte|und (?:kannst|könntest|würdest) du|und wenn du schon dabei bist|und auch noch"
    r"|sowie|und (?:"
    + _VERBS
    + r") (?:der|die|das|den|dem|ein|eine|einen|mein|meine|unser|unsere|mir|mich|uns|alle|alles|ihm|ihr|ihnen)\b)"
)
