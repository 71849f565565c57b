"""One object of all that is told about a table of answers, under the names of the published contract.

What may not live here: a formula (core/pulse/agreement.py has them), or anything of a wave."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from fairlead.core.pulse import agreement
from fairlead.core.pulse.agreement import Alike, Answers, Floats
from fairlead.doors.cli.words import _, ngettext

OF_A_TEAM = ("mean", "sd", "rwg_j", "rwg_star_j", "ad_mean_j", "ad_median_j")


def figures(answers: Answers, items: tuple[str, ...]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The object, and sentences about what in it is null and why."""
    matrix = agreement.covariances(answers.codes)
    alpha = agreement.alpha(matrix)
    people = len(answers.codes)
    between = agreement.between(answers.means, answers.teams)
    alike = agreement.alike(answers)
    found = {
        "teams": {name: _team(alike, place) for place, name in enumerate(answers.names)},
        "icc1": between.icc1,
        "icc2": between.icc2,
        "icc1_n0": between.icc1_n0,
        "f": between.f,
        "df": list(between.df),
        "alpha": alpha,
        "alpha_95": None if alpha is None or people < 2 else list(agreement.feldt(alpha, people, len(items))),
        "omega": agreement.omega(matrix),
    }
    return found, tuple(_notes(found, alike, items, matrix))


def _team(alike: Alike, place: int) -> dict[str, Any]:
    return {"n": int(alike.n[place])} | {name: _told(getattr(alike, name)[place]) for name in OF_A_TEAM}


def _told(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _notes(found: dict[str, Any], alike: Alike, items: tuple[str, ...], matrix: Floats) -> Iterator[str]:
    alone = int((alike.n == 1).sum())
    if alone:
        yield ngettext(
            "%(number)d team is one person: there is nothing to agree on",
            "%(number)d teams are one person each: there is nothing to agree on",
            alone,
        ) % {"number": alone}
    for name, own in zip(items, np.diag(matrix), strict=True):
        if own < 1e-12:
            yield _("Everybody answered %(name)s alike: it tells nobody apart") % {"name": name}
    if found["icc1"] is None:
        yield _("ICC needs two teams, one of them of two people, and people who differ")
    if found["alpha"] is None:
        yield _("alpha needs two items that two people answered, and answers that differ")
    if found["omega"] is None:
        yield _("omega needs three items that differ and go together as answers of the same people do")
