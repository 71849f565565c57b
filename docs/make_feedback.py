"""Writes docs/reference/feedback.md from the law's own table: `python docs/make_feedback.py`.

A test compares the page with this; no rule may live here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fairlead.core.feedback import rules
from fairlead.core.feedback.rules import RULES, Rule
from fairlead.core.refusals import LAW

REFERENCE: Final = Path(__file__).resolve().parent / "reference"

_HEAD: Final = """\
# Feedback

This page is made from the code by `make docs`: what stands here is what Fairlead does.

Somebody says something about how we work, to one person or to a team. Who said it is the **author**; who hears it the
**recipient**, of a team whoever takes it up. What is not listed is not open. Nothing moves by itself, and no act puts
feedback away: every answer has a reason its author reads, and *not now* has the day it is looked at again.
"""


_UNSIGNED: Final = """\
## Without a name, by a program

These addresses take and answer JSON, and refuse as the API does (`application/problem+json`). They are not in its description
(`/api/v1/openapi.json`), and not below `/api`, on purpose: everything there is asked with a token or a session, and a program made
from the description would send one along. What is said without a name must not arrive with a name. Whatever would say who asks
(cookies, `Authorization`, `Idempotency-Key`, the sender's address) is taken off at the door, and nothing is answered with a cookie.

| address | takes | answers |
|---|---|---|
| `POST /unsigned` | `about`, `to` (a person or a team), `text`, and the ticket: `week`, `token`, `signature` | 201 `{receipt}`; the same once more, the same receipt |
| `POST /unsigned/read` | `receipt` | the feedback, without the id under which its recipient has it |
| `POST /unsigned/answer` | `receipt`, `act` (`confirm`, `changed`, `say`), `version`, the act's facts | the same after it |

A ticket is fetched by whoever is signed in with a browser, once a week: `GET /feedback/ticket` answers `{week, key, csrf}`, the key as
a JWK (RSA, `RSABSSA-SHA384-PSS-Randomized` of RFC 9474); `POST` takes `{blinded}` and answers `{week, signature}`. It needs the session and its
`X-CSRFToken`, and no token opens it: a program that fetches tickets for people would know whose they are.
"""


def page() -> str:
    """The reference page in Markdown."""
    return "\n".join([_HEAD, *_table(), *_after(), _UNSIGNED.rstrip()])


def _table() -> Iterator[str]:
    yield "| at | who | act | needs | may take | open when | leads to |"
    yield "|---|---|---|---|---|---|---|"
    for rule in RULES:
        yield f"| {' | '.join(_row(rule))} |"
    yield ""


def _row(rule: Rule) -> tuple[str, ...]:
    return (
        "any stage" if rule.stages == rules.STAGES else ", ".join(f"`{stage}`" for stage in rule.stages),
        "either" if rule.who == rules.ROLES else ", ".join(rule.who),
        f"`{rule.act}`",
        ", ".join(f"`{name}`" for name in rule.needs),
        ", ".join(f"`{name}`" for name in rule.may),
        rules.CONDITIONS[rule.when] if rule.when else "",
        ", ".join(f"*{said}*: `{to}`" if said else f"`{to}`" for said, to in rule.to.items())
        or "where it is",
    )


def _after() -> Iterator[str]:
    yield f"About: {', '.join(f'`{about}`' for about in rules.ABOUT)}. A signed one may name the promise or agreement it is about by its id,"
    yield "and its author may give leave that the team reads what was decided. Without a name it can do neither: two people know a promise.\n"
    for act, answers in rules.ANSWERS.items():
        yield f"`answer` of `{act}`: {', '.join(f'`{answer}`' for answer in answers)}."
    yield f"`decision`: {', '.join(f'`{decision}`' for decision in rules.DECISIONS)}. `date` of *not now*: within {rules.LOOK_AGAIN_MAX} days.\n"
    yield f"It ends as `{rules.END}`, by its author's word and no other.\n"
    yield "## What is refused\n"
    yield f"The first that fits: {', '.join(f'`{code}`' for code in LAW)}. A refusal changes nothing.\n"


def pages() -> dict[Path, str]:
    return {REFERENCE / "feedback.md": page()}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="")
