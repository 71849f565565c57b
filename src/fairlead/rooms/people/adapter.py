"""What allauth asks the product: who is let in as whom, how a code is mailed, where a request is from.

What may not: its own pages and mails (web/ and templates/ have ours)."""

from __future__ import annotations

import logging
import threading
import time
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.ids import new_secret_id
from fairlead.outside.mail import Letter, MailServer, hand_in, message
from fairlead.rooms.people import actions
from fairlead.rooms.people.devices import device_of

log = logging.getLogger("fairlead.people")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come by invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """REMOTE_ADDR is right by now: doors/proxies.py has seen to it. A socket file has none."""
        return str(request.META.get("REMOTE_ADDR") or "socket")

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        raise Refusal("not_allowed", field="email")

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Signs in the account as one of its persons; refused when it has none that is here."""
        wanted: UUID | None = getattr(request, "wanted_organisation", None)
        entered = actions.entered_by(user.pk, organisation=wanted)
        super().login(request, user)
        device = device_of(request.headers.get("User-Agent", ""))
        actions.sign_in_session(str(request.session.session_key), entered=entered, device=device)

    def add_message(self, *_args: Any, **_words: Any) -> None:
        """Our pages say it themselves."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A code. Sent beside the request: how long it takes must not tell whether we know the address."""
        if settings.MAIL is None:
            raise Refusal("unavailable")
        text = engines["pages"].get_template("people/mail-code.txt").render({"code": context["code"]})
        letter = Letter(
            to=email,
            to_name="",
            sender=settings.DEFAULT_FROM_EMAIL,
            subject=_("Your code for Fairlead"),
            text=text,
            html="",
            message_id=f"<{new_secret_id()}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>",
            at=now(),
            stop_url="",
            language=get_language() or "en",
        )
        threading.Thread(target=_send, args=(letter, settings.MAIL), name="code-by-mail", daemon=True).start()


def _send(letter: Letter, server: MailServer) -> None:
    """A code is good for minutes: three tries, then the person asks for another."""
    for pause in (2, 5, 0):
        reply = hand_in(message(letter), server)
        if reply.verdict != "again":
            break
        time.sleep(pause)
    if reply.verdict != "accepted":
        log.warning("a code could not be mailed: the server said %s", reply.code or "nothing")
