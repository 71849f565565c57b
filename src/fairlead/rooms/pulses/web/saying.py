"""What is said of a wave: chosen from the tables of words.py by what was published, and by nothing else.

What may not live here: a number that is not in the release or its drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from fairlead.core.pulse.bounds import LAST, Thresholds
from fairlead.core.pulse.disclosure import Score
from fairlead.core.pulse.items import AXES
from fairlead.rooms.pulses.queries.balance import Shown
from fairlead.rooms.pulses.words import ALIKE, BETWEEN, IN_A_SENTENCE, LEANS, NAMED, PARTICIPATION, WAYS, Lean
from fairlead.rooms.pulses.words import AXES as AXIS_WORDS


def headline(zone: Mapping[str, Any]) -> str:
    """Named from 0.80; else between which it lies."""
    if zone["name"]:
        return str(NAMED[zone["name"]])
    if (pair := BETWEEN.get(frozenset(zone["between"]))) is not None:
        return str(pair)
    return _("Near the middle, between %(zones)s: the answers do not tell more.") % {
        "zones": listed([str(IN_A_SENTENCE[name]) for name in zone["between"]])
    }


def listed(words: Sequence[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def lean_of(zone: Mapping[str, Any]) -> Lean:
    """The zone that is named, else the likeliest."""
    return LEANS[zone["name"] or zone["between"][0]]


def lede(shown: Shown) -> str:
    """How many answered, as a band, and how sure the picture is."""
    ends = {
        f"{axis}_{end}": round(shown.drawing[axis]["most"][at])
        for axis in AXES
        for at, end in enumerate(("low", "high"))
    }
    sure = _(
        "On a scale of 100, safe to speak most likely lies between %(safe_low)d and %(safe_high)d, and that agreements"
        " matter between %(matter_low)d and %(matter_high)d."
    )
    return f"{PARTICIPATION[shown.told.participation]} {sure % ends}"


def ways(now: Shown, earlier: Sequence[Shown]) -> list[str]:
    """Up or down only by the rule; else that there is no clear change, or why none can be told."""
    if len(earlier) + 1 < LAST:
        return [_("Whether it rises or falls can be told from the third pulse on.")]
    told = [str(WAYS[axis, way]) for axis in AXES if (way := now.drawing[axis]["way"])]
    if told:
        still = [str(AXIS_WORDS[axis]) for axis in AXES if not now.drawing[axis]["way"]]
        return [*told, *(_("%(axis)s: no clear change.") % {"axis": axis} for axis in still)]
    if all(each.told.has_arrow for each in [*earlier, now][1 - LAST :]):
        return [_("Compared with the pulses before there is no clear change.")]
    return [
        _(
            "Rising or falling is not told just now: one or two people came or went, and it would say more of them than"
            " of the team."
        )
    ]


def alike(now: Shown, limits: Thresholds) -> str:
    """Whether the team answered alike; else why that is not told."""
    told = now.told
    if told.alike:
        return str(ALIKE[told.alike.get("safe"), told.alike.get("matter")])
    if told.is_changed:
        return _(
            "Whether you see it alike is not told just now: one or two people came or went, and it would say more of them"
            " than of the team."
        )
    return _(
        "Whether you see it alike is told once %(people)d people or more answered every question of it. With fewer, it would"
        " tell something of each."
    ) % {"people": limits.distributions}


def value(score: Score) -> str:
    if score.coded is None:
        return str(score.value)
    return (_("%(value)d or less") if score.coded == "low" else _("%(value)d or more")) % {
        "value": score.value
    }


def between(ends: Sequence[float]) -> str:
    return _("%(low)d to %(high)d") % {"low": round(ends[0]), "high": round(ends[1])}


def why_no_items(limits: Thresholds) -> str:
    return _(
        "Single questions are shown once %(people)d people or more answered. Fewer did this time, and a question alone would"
        " tell too much of each."
    ) % {"people": limits.items}


def why_no_comments(limits: Thresholds) -> str:
    return _(
        "Comments are shown once %(people)d people or more answered and %(given)d of them wrote one, all together or not at all."
    ) % {"people": limits.comments, "given": limits.given}


def picture_words(shown: Shown, earlier: Sequence[tuple[str, Shown]]) -> str:
    """What can be seen in the quadrant, for who does not see it. earlier: (its day, the wave)."""
    places = {
        "safe": value(shown.told.safe),
        "matter": value(shown.told.matter),
        "safe_range": between(shown.drawing["safe"]["most"]),
        "matter_range": between(shown.drawing["matter"]["most"]),
    }
    told = [
        _(
            "Safe to speak: shown as %(safe)s, nine in ten from %(safe_range)s. Agreements matter: shown as %(matter)s, nine in"
            " ten from %(matter_range)s."
        )
        % places,
        headline(shown.zone),
    ]
    told += [
        _("%(day)s: safe to speak %(safe)s, agreements matter %(matter)s.")
        % {"day": day, "safe": value(one.told.safe), "matter": value(one.told.matter)}
        for day, one in earlier
    ]
    return " ".join(told)
