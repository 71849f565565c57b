"""The addresses of the pulse outside the API: its pages, the tickets browsers fetch, and where a ballot is handed in."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from fairlead.rooms.pulses.web import (
    after,
    answering,
    balance,
    ballots,
    cards,
    mailed,
    method,
    mirror,
    pulse,
    rhythm,
    tickets,
)

urls: Final[list[URLPattern]] = [
    path("ballots", ballots.ballots, name="ballots"),
    path("ballots/sent", mailed.sent_page, name="ballots_sent"),
    path("ballots/<str:code>", mailed.mailed_page, name="ballots_mailed"),
    path("pulses/<uuid:pulse>/link", mailed.link_page, name="pulse_link"),
    path("pulses/tickets", tickets.tickets, name="pulse_tickets"),
    path("pulses/<uuid:pulse>", pulse.pulse_page, name="pulse"),
    path("pulses/<uuid:pulse>/<int:number>", answering.statement_page, name="pulse_statement"),
    path("pulses/<uuid:pulse>/comment", answering.comment_page, name="pulse_comment"),
    path("pulses/<uuid:pulse>/mirror", mirror.mirror_page, name="pulse_mirror"),
    path("pulses/<uuid:pulse>/sent", answering.sent_page, name="pulse_sent"),
    path("pulses/<uuid:pulse>/after", after.after_page, name="pulse_after"),
    path("team/<uuid:team>/pulse/cards", cards.cards_page, name="pulse_cards"),
    path("team/<uuid:team>/pulse", rhythm.rhythm_page, name="team_pulse"),
    path("team/<uuid:team>/balance", balance.balance_page, name="team_balance"),
    path("team/<uuid:team>/balance/together", balance.together_page, name="team_balance_together"),
    path("team/<uuid:team>/balance/method", method.method_page, name="team_balance_method"),
]
