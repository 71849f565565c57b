"""Signing in and out of a browser. The logic is allauth's: limits, codes, stages, who is verified.

What lives here: its flows, with refusals for answers. `sign_in` is for every room whose page lets
somebody in (an invitation that was answered). What may not: pages."""

from __future__ import annotations

import time
from typing import Any, Final
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import login as flow
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.account.utils import filter_users_by_email
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.contrib.auth import get_user_model, logout, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from fairlead.core.refusals import Refusal
from fairlead.rooms.people import actions, fields
from fairlead.rooms.people.shapes import Entered

LIMIT_OF_CODES: Final = "request_login_code"
FRESH: Final = 15 * 60
"""For so many seconds after signing in a new password needs no old one."""

_NEW_ADDRESS: Final = "new_address"


def sign_in(request: HttpRequest, entered: Entered, *, how: str) -> None:
    """This browser is now signed in as `entered`. `how`: "link", "invitation"."""
    user = get_user_model().objects.get(pk=entered.account)
    request.wanted_organisation = entered.organisation  # type: ignore[attr-defined]
    flow.record_authentication(request, user, method=how)
    flow.perform_login(request, Login(user=user))


def sign_out(request: HttpRequest) -> None:
    logout(request)


def next_page(request: HttpRequest) -> str:
    """Where somebody wanted to go before signing in: a page of ours, else Today."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else "/"


def by_password(request: HttpRequest, *, email: str, password: str) -> HttpResponse:
    credentials = {"email": fields.address(email), "password": password}
    if not password:
        raise Refusal("missing_field", field="password")
    _refuse_many(request, "login")
    try:
        user = get_adapter().authenticate(request, **credentials)
    except ValidationError:
        raise Refusal("too_many") from None
    if user is None:
        raise Refusal("bad_field", field="sign_in")
    login = Login(user=user, email=credentials["email"], redirect_url=next_page(request))
    response: HttpResponse = flow.perform_password_login(request, credentials, login)
    return response


def mail_code(request: HttpRequest, *, email: str) -> None:
    """The same for an address nobody has: no mail, and nothing that tells."""
    if not settings.MAIL_IS_SET_UP:
        raise Refusal("unavailable")
    address = fields.address(email)
    _refuse_many(request, LIMIT_OF_CODES, key=address)
    found = filter_users_by_email(address, is_active=True, prefer_verified=True)
    LoginCodeVerificationProcess.initiate(request=request, user=found[0] if found else None, email=address)


def is_code_awaited(request: HttpRequest) -> bool:
    return _awaited(request) is not None


def _awaited(request: HttpRequest) -> Any:
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    return None if stage is None else LoginCodeVerificationProcess.resume(stage)


def by_code(request: HttpRequest, *, code: str) -> HttpResponse:
    """Refused with bad_field; with code_expired when it took too long, or after too many tries."""
    process = _awaited(request)
    if process is None:
        raise Refusal("code_expired")
    _compare(process, code)
    email, account = process.state["email"], process.user.pk
    response: HttpResponse = process.finish(next_page(request))
    actions.take_verified_address(account, email=email)
    return response


def _compare(process: AbstractCodeVerificationProcess, code: str) -> None:
    if compare_user_code(actual=code[:40], expected=process.code) and process.user is not None:
        return
    if not process.record_invalid_attempt():
        raise Refusal("code_expired")
    raise Refusal("bad_field" if code.strip() else "missing_field", field="code")


def _refuse_many(request: HttpRequest, action: str, **key: Any) -> None:
    if not ratelimit.consume(request, action=action, **key):
        raise Refusal("too_many")


# ---------------------------------------------------------------------- one's own address and password


class AddressProcess(AbstractCodeVerificationProcess):  # type: ignore[misc] # allauth has no types
    """A code mailed to the address a signed-in person wants to use from now on."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        super().__init__(max_attempts=3, timeout=15 * 60, state=state)
        self.request = request

    def persist(self) -> None:
        self.request.session[_NEW_ADDRESS] = self.state

    def abort(self) -> None:
        self.request.session.pop(_NEW_ADDRESS, None)

    def send(self) -> None:
        self.state["code"] = get_adapter().generate_email_verification_code()
        get_adapter().send_mail("new_address", self.state["email"], {"code": self.code})


def mail_address_code(request: HttpRequest, *, email: str) -> None:
    """To prove that the new address is one's own. The present one stays until then."""
    address = fields.address(email)
    _refuse_many(request, LIMIT_OF_CODES, key=address)
    process = AddressProcess(request, AddressProcess.initial_state(request.user, address))
    process.send()
    process.persist()


def awaited_address(request: HttpRequest) -> str | None:
    """The address a code was mailed to and not yet typed in."""
    state = request.session.get(_NEW_ADDRESS)
    if not state or AddressProcess(request, state).abort_if_invalid() is None:
        return None
    return str(state["email"])


def take_address(request: HttpRequest, *, account: UUID, code: str) -> str:
    """The new address, now one's own."""
    if awaited_address(request) is None:
        raise Refusal("code_expired")
    process = AddressProcess(request, request.session[_NEW_ADDRESS])
    _compare(process, code)
    email = str(process.state["email"])
    actions.take_verified_address(account, email=email)
    process.abort()
    return email


def is_fresh(request: HttpRequest) -> bool:
    """Signed in a moment ago, by whatever: the old password need not be typed once more."""
    records = flow.get_authentication_records(request, request.user)
    return bool(records) and time.time() - max(record["at"] for record in records) < FRESH


def change_password(request: HttpRequest, *, current: str, new: str) -> None:
    """Checked by the rules for passwords. Every other browser has to sign in anew."""
    user, adapter = request.user, get_adapter()
    if not user.is_authenticated:
        raise Refusal("unauthenticated")
    if user.has_usable_password() and not is_fresh(request):
        _refuse_many(request, "change_password", user=user)
        if not user.check_password(current):
            raise Refusal("bad_field" if current else "missing_field", field="current_password")
    if not new:
        raise Refusal("missing_field", field="password")
    try:
        adapter.clean_password(new, user=user)
    except ValidationError as problem:
        raise Refusal("bad_field", field="password", says=" ".join(problem.messages)) from None
    actions.set_password(user.pk, password=new)
    user.refresh_from_db()
    update_session_auth_hash(request, user)
