"""The pages of people: signing in, oneself, set-up. What may not: rules (actions decide)."""

from __future__ import annotations

from django.urls import path

from fairlead.rooms.people.web import invite, leaving, setup, sign_in, welcome, you

urls = [
    path("welcome", welcome.welcome),
    path("welcome/<str:code>", welcome.found),
    path("sign-in", sign_in.sign_in, name="account_login"),
    path("sign-in/code", sign_in.mail_code, name="account_request_login_code"),
    path("sign-in/code/confirm", sign_in.confirm, name="account_confirm_login_code"),
    path("sign-in/<str:code>", sign_in.by_link),
    path("sign-out", sign_in.sign_out, name="account_logout"),
    path("you", you.you),
    path("you/name", you.name),
    path("you/appearance", you.appearance),
    path("you/shortcuts", you.shortcuts),
    path("you/away", you.away),
    path("you/team", you.team),
    path("you/organisation", you.organisation),
    path("you/email", you.email),
    path("you/email/confirm", you.confirm_email),
    path("you/password", you.password),
    path("you/come-back", you.come_back),
    path("you/tokens", you.tokens),
    path("you/tokens/<uuid:token>/end", you.end_token),
    path("you/sessions/end", you.end_other_sessions),
    path("you/sessions/<uuid:session>/end", you.end_session),
    path("you/leave", leaving.leave),
    path("you/erase", leaving.erase),
    path("invite", invite.invite),
    path("invite/<uuid:person>/again", invite.again),
    path("invite/<uuid:invitation>/end", invite.end),
    path("setup", setup.people),
    path("setup/people/<uuid:person>", setup.person),
    path("setup/people/<uuid:person>/<slug:act>", setup.change_person),
    path("setup/teams", setup.teams),
    path("setup/teams/<uuid:team>", setup.team),
    path("setup/organisation", setup.organisation),
    path("setup/organisation/week", setup.week),
    path("setup/organisation/concerns", setup.concerns),
    path("setup/organisation/mirror", setup.mirror),
    path("setup/organisation/holidays", setup.holidays),
    path("setup/organisation/holidays/<uuid:holiday>/end", setup.end_holiday),
    path("setup/reading", setup.reading),
]
