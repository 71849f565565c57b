"""English words that are counted as words: telling, blame, apology, thanks, offers, tags, prompts.

What lives here: patterns, each linear. What may not: decisions about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Phrases:
    """A pattern, and parts of which one at least is in all it fits: they are found much quicker than it is."""

    pattern: re.Pattern[str]
    parts: tuple[str, ...]

    def search(self, text: str) -> re.Match[str] | None:
        for part in self.parts:
            if part in text:
                return self.pattern.search(text)
        return None


TELLING: Final = Phrases(
    re.compile(
        r"\byou(?:'ll| will| really| just| probably| definitely)? (?:should|need to|have to|must|ought to|had better|have got to|'ve got to)\b"
        r"|\byou(?:'d| had) better\b|\byou've got to\b|\bmake sure\b|\bwhy don't you\b|\bwhy not just\b|\bif i were you\b"
        r"|\bwhat you (?:should|need to|have to|want to) do\b|\byou might want to\b|\bi(?:'d| would) (?:advise|recommend|suggest)\b"
        r"|\bmy advice\b|\bi (?:suggest|recommend|advise)\b|\bi need you to\b|\bi want you to\b"
    ),
    ("you", "make sure", "why not just", "advi", "recommend", "suggest"),
)
BLAME: Final = Phrases(
    re.compile(
        r"\byou(?:'re| are)? (?:always|never)\b(?! welcome)|\bwhy (?:didn't|haven't|couldn't|wouldn't|did) you\b|\bwhose (?:fault|mistake|idea)\b"
        r"|\byour (?:fault|mistake)\b|\byou people\b|\bhow could you\b|\bwhat were you thinking\b|\byou (?:failed|forgot|ignored)\b"
        r"|\bwho (?:did|caused|broke|dropped|is responsible for) (?:this|that|it)\b|\bbecause of you\b|\bonce again you\b|\byou should have\b"
    ),
    ("you", "whose ", "who "),
)
APOLOGY: Final = Phrases(
    re.compile(
        r"\b(?:i(?:'m| am)(?: so| very| really| truly)? sorry\b(?! to hear| for your loss| about your)|i apologi[sz]e|my apologies|forgive me|my mistake|my bad"
        r"|that was my (?:fault|mistake)|i was wrong)\b"
    ),
    ("sorry", "apolog", "forgive me", "my ", "i was wrong"),
)
THANKS: Final = Phrases(
    re.compile(
        r"\b(?:thank you|thanks|i(?:'m| am)(?: so| very| really)? (?:grateful|thankful)|i(?: really| do)? appreciate)\b(?! in advance)"
    ),
    ("thank", "grateful", "appreciate"),
)
OFFER: Final = Phrases(
    re.compile(
        r"\b(?:(?:would|do) you (?:like|want) me to|should i|shall i|i(?:'d| would) be (?:happy|glad) to|i(?:'m| am) (?:happy|glad) to"
        r"|i (?:can|could) (?:help|send|write|call|ask|talk|check|look|take|do|prepare|draft|review|share|get|bring|find|set|give|make|show|join|cover|book|arrange|organi[sz]e)\b"
        r"|let me (?:help|know if i can|take (?:that|this|it)|do (?:that|this|it))|can i (?:help|offer)|how can i help|if you(?:'d)? (?:like|want),? i)\b"
    ),
    (
        " me to",
        "should i",
        "shall i",
        "happy to",
        "glad to",
        "i can ",
        "i could ",
        "let me ",
        "can i ",
        "if you",
    ),
)
_DOING: Final = (
    "send|write|call|finish|check|ask|prepare|bring|fix|review|update|talk to|speak to|share|draft|get|give|make|do|take|have|book|set|arrange"
    "|organi[sz]e|look into|follow up|let you know|tell|show|add|change|clean|deliver|document|email|mail|find out|forward|help|order|pay|present|print"
    "|read|reply|report|run|schedule|ship|sort|submit|test|translate|upload|order|close|start|plan|create|build|put|move|come back"
)
PROMISE: Final = Phrases(
    re.compile(
        rf"\b(?:i'll|i will|i'm going to|i am going to|i promise (?:to|i'll)|we'll|we will)(?: also| then| just| definitely| personally)? (?:{_DOING})\b"
    ),
    ("'ll ", "will ", "going to ", "promise "),
)
REQUEST: Final = Phrases(
    re.compile(
        rf"\b(?:(?:can|could|(?<!what )(?<!how )(?<!why )(?<!who )would|will) you(?: please| also| maybe| just| perhaps)? (?:{_DOING})|please (?:{_DOING})"
        rf"|i(?:'d| would) (?:like|ask) you to|i need you to|would you mind|do you think you could)\b|^(?:so |and |okay,? |then )?(?:please|let me know)\b"
    ),
    ("you", "please", "let me know"),
)
TAG: Final = re.compile(
    r"(?:right|okay|ok|yeah|yes|no|huh|you know|all right|alright|sorry|really|pardon|hm|hmm|what|so|oh(?: really| yeah)?|is it|does it|isn't it|do you|did you|are you|you know what i mean"
    r"|who knows|who cares|so what|guess what|you know what|what's the point|why bother|how should i know"
    r"|see|correct|get it|got it|you see|make sense|does that make sense|know what i mean)"
)
PROMPT: Final = re.compile(
    r"(?:(?:and |so |but |okay )?(?:how so|why is that|why's that|such as|like what|what else|and then|what happened(?: then| next)?|meaning|in what way|for example"
    r"|what do you mean(?: by that)?|how come|why|and|then what|what makes you say that)|(?:please )?(?:say|tell me) (?:a (?:little|bit) )?more(?: about (?:that|it|this))?"
    r"|(?:can|could|would) you (?:say|tell me) (?:a (?:little|bit) )?more(?: about (?:that|it|this))?|go on|tell me about (?:that|it))"
)
