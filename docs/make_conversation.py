"""Writes docs/reference/conversation.md from the law's own table: `python docs/make_conversation.py`.

A test compares the page with this; no rule may live here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fairlead.core.conversation import agenda, agreement
from fairlead.core.conversation.agenda import LEAVES, RULES, STEPS, Leave, Rule
from fairlead.core.conversation.codes import CODES, LINE, SIDES
from fairlead.core.conversation.consent import ANSWER_DAYS, ENDS
from fairlead.core.conversation.summary import PARTS
from fairlead.core.refusals import LAW

REFERENCE: Final = Path(__file__).resolve().parent / "reference"

_HEAD: Final = """\
# The conversation

This page is made from the code by `make docs`: what stands here is what Fairlead does.

Two people look at how a promise went, or at something that was expected and never asked. The **asker** and the **doer**
are the promise's, whoever opens it. Either can pause, stop or go back at any step. What is not listed is not open. No
clock moves a conversation, and nobody's rank is known to it.

A step that is entered again begins anew: what was said stays readable, and it is left as before. `version` is the number
of steps both may count: nothing said in `prepare`, and no private note, is among them. An act may name it, and any other
number than the last is stale and refused; `agree_to_it` has to.
"""
_ALWAYS: Final = tuple(rule for rule in RULES if set(STEPS[1:]) <= set(rule.steps))


def page() -> str:
    """The reference page in Markdown."""
    parts = [
        _HEAD,
        *_map(),
        *(line for leave in LEAVES for line in _section(leave)),
        *_at_any_step(),
        *_summary(),
        *_codes(),
        *_agreements(),
        *_after(),
    ]
    return "\n".join(parts)


def _map() -> Iterator[str]:
    yield "| | step | heading | left when | leads to |"
    yield "|---|---|---|---|---|"
    for number, leave in enumerate(LEAVES):
        heading = agenda.HEADINGS[leave.step].replace("_", " ")
        yield f"| {number} | `{leave.step}` | {heading} | {leave.when} | {leave.to} |"
    yield ""


def _section(leave: Leave) -> Iterator[str]:
    yield f"## {leave.step}\n"
    yield from _table(rule for rule in RULES if leave.step in rule.steps and rule not in _ALWAYS)
    yield f"Left when {leave.when}; it leads to {leave.to}.\n"


def _at_any_step() -> Iterator[str]:
    yield "## At any step\n"
    yield from _table(_ALWAYS)
    yield "In `prepare` there is only the opener; what is done there shows nowhere until the invitation.\n"
    for role, prompts in agenda.PROMPTS.items():
        names = ", ".join(f"{number} `{name}`" for number, name in enumerate(prompts, start=1))
        yield f"Prompts of the {role}: {names}.\n"


def _table(rules: Iterator[Rule] | tuple[Rule, ...]) -> Iterator[str]:
    yield "| act | who | needs | may take | open when | the other reads it | |"
    yield "|---|---|---|---|---|---|---|"
    for rule in rules:
        yield f"| {' | '.join(_row(rule))} |"
    yield ""


def _row(rule: Rule) -> tuple[str, ...]:
    notes = [rule.note] if rule.note else []
    notes += [f"the asker's words: {agenda.SHORT} signs at most"] if rule.short else []
    notes += [f"ends it: `{rule.ends}`"] if rule.ends else []
    return (
        f"`{rule.act}`",
        rule.who,
        ", ".join(f"`{name}`" for name in rule.needs),
        ", ".join(f"`{name}`" for name in rule.may),
        "; ".join(agenda.CONDITIONS[name] for name in rule.when if name != "not_paused"),
        rule.read,
        "; ".join(notes),
    )


def _summary() -> Iterator[str]:
    yield "## The summary\n"
    yield "What both accept at the close, and can read from then on, as `shown.summary`. It is drafted from what both can read,"
    yield "word for word, and is the same for each of them and for who reads along. Nothing private is in it, and nothing that is"
    yield "made up. How the promise stands by now is asked of the promise.\n"
    yield "| part | drafted from |"
    yield "|---|---|"
    yield from (f"| `{part}` | {told} |" for part, told in PARTS.items())
    yield ""


def _codes() -> Iterator[str]:
    yield "## Codes\n"
    yield "Where the process broke, never who. Pages show the words. The first four are the first four questions.\n"
    yield "| code | on a page | side | place |"
    yield "|---|---|---|---|"
    for code in CODES:
        sides = ", ".join(SIDES[side] for side in code.sides)
        yield f"| `{code.code}` | {code.label} | {sides} | {(code.place or '').replace('_', ' ')} |"
    yield ""
    yield f"The line: {', '.join(place.replace('_', ' ') for place in LINE)}.\n"


def _agreements() -> Iterator[str]:
    yield "## Agreements\n"
    yield "In force when every party has agreed to the same version. A team's is adopted once everybody has answered, or after"
    yield f"{ANSWER_DAYS} days, when at least two agreed and no problem is open; it binds those who agreed. After its day and not looked"
    yield "at it is fading; after twice its period it no longer binds. What was agreed holds until a change is.\n"
    yield "| act | needs | may take | open to |"
    yield "|---|---|---|---|"
    for act, who in agreement.OPEN_TO.items():
        needs, may = (
            ", ".join(f"`{name}`" for name in names.get(act, ()))
            for names in (agreement.NEEDS, agreement.MAY)
        )
        yield f"| `{act}` | {needs} | {may} | {who} |"
    yield ""
    yield f"Ends: {', '.join(f'`{end}`' for end in ENDS)}.\n"


def _after() -> Iterator[str]:
    yield "## Ends\n"
    yield f"{', '.join(f'`{end}`' for end in agenda.ENDS)}. A stop keeps what both could read; the rest stays its author's alone."
    yield "After an end nothing moves; only what a facilitator may still read, either ends at once with `end_facilitator`.\n"
    yield "## While it is paused\n"
    open_then = dict.fromkeys(f"`{rule.act}`" for rule in RULES if "not_paused" not in rule.when)
    yield f"Open are {', '.join(open_then)}, and nothing else.\n"
    yield "## What is refused\n"
    yield f"The first that fits: {', '.join(f'`{code}`' for code in LAW)}. A refusal changes nothing.\n"


def pages() -> dict[Path, str]:
    return {REFERENCE / "conversation.md": page()}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="")
