"""Forgetting what was written with and about waves that closed long ago. What a wave showed stays: it is of nobody.

What may not live here: how long is long (settings)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from fairlead.doors import sql
from fairlead.rooms.promises.actions.erasing import leave_traces
from fairlead.rooms.pulses.models import Comments, Mirror, Theme, Thought, Wave

BATCH: Final = 200
_WITH_WORDS: Final = (Comments, Thought, Theme, Mirror)


def count(*, until: datetime) -> int:
    """Waves that closed before and still have something that was written with them."""
    return sum(len(_with_words(ids)) for ids in _pieces(until))


def forget(*, until: datetime) -> int:
    """How many waves had something to forget. Killed at any moment, doing it again goes on."""
    return sum(_forget(ids) for ids in _pieces(until))


def _pieces(until: datetime) -> list[list[UUID]]:
    waves = Wave.objects.filter(closes_at__lt=until).exclude(state="open").order_by("id")
    ids = list(waves.values_list("id", flat=True))
    return [ids[begin : begin + BATCH] for begin in range(0, len(ids), BATCH)]


def _with_words(waves: Sequence[UUID]) -> set[UUID]:
    return {
        wave
        for model in _WITH_WORDS
        for wave in model.objects.filter(wave_id__in=waves).values_list("wave_id", flat=True)
    }


def _forget(waves: Sequence[UUID]) -> int:
    with sql.one_transaction():
        there = _with_words(waves)
        for model in _WITH_WORDS:
            model.objects.filter(wave_id__in=there).delete()
        if there:
            leave_traces()
    return len(there)
