"""Mail as the world knows it: a letter becomes MIME, and a mail server's answer becomes one of three words.

What lives here: headers that nobody can break out of, SMTP. What may not: who gets what, templates, retries."""

from __future__ import annotations

import smtplib
import ssl
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Any, Final, Literal, Protocol

from fairlead.core.refusals import Refusal

Verdict = Literal["accepted", "again", "refused"]

SUBJECT_LONGEST: Final = 150
NAME_LONGEST: Final = 80
SECONDS: Final = 20
WHOLE: Final = frozenset({"list-unsubscribe", "message-id", "in-reply-to", "references"})


class MailServer(Protocol):
    """Where mail is handed in. `user` may be empty."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def user(self) -> str: ...
    @property
    def password(self) -> str: ...
    @property
    def is_starttls(self) -> bool: ...
    @property
    def is_tls_from_start(self) -> bool: ...


class OneLine(EmailPolicy):
    """SMTP's policy, but an address in a header stays whole: folded or encoded, programs cannot read it."""

    def fold(self, name: str, value: Any) -> str:
        if name.lower() in WHOLE:
            return f"{name}: {value}\r\n"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() in WHOLE:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


ONE_LINE: Final = OneLine(linesep="\r\n", max_line_length=SMTP.max_line_length)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one person. `message_id` and `thread` are whole, with their brackets.

    `stop_url` is the one-click address of RFC 8058: a POST there stops the mails, a GET only asks. It is
    empty in a mail somebody asked for this moment, which also needs no HTML."""

    to: str
    to_name: str
    sender: str
    subject: str
    text: str
    html: str
    message_id: str
    at: datetime
    stop_url: str
    thread: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Reply:
    """accepted: it is theirs now. again: try later (4xx, or nobody there). refused: never (5xx).

    `code` is SMTP's, 0 where no server spoke. `has_server` is False when none could be talked to, so that
    trying the next letter at once is of no use."""

    verdict: Verdict
    code: int = 0
    has_server: bool = True


def one_line(text: str, longest: int) -> str:
    """Fit for a header: no line end, no control or turning mark, blanks joined, cut with an ellipsis."""
    kept = "".join(
        " " if unicodedata.category(mark) in ("Cc", "Zl", "Zp", "Cs") else mark
        for mark in text[: longest * 4]
        if mark not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    line = " ".join(kept.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def message(letter: Letter) -> EmailMessage:
    """The letter as MIME: text first, HTML beside it. Refusal `bad_field` for an address that is none."""
    mail = EmailMessage(policy=ONE_LINE)
    mail["From"] = _address(letter.sender, "Fairlead")
    mail["To"] = _address(letter.to, letter.to_name)
    mail["Subject"] = one_line(letter.subject, SUBJECT_LONGEST)
    mail["Date"] = letter.at
    mail["Message-ID"] = letter.message_id
    if letter.thread:
        mail["In-Reply-To"] = letter.thread
        mail["References"] = letter.thread
    if letter.stop_url:
        mail["List-Unsubscribe"] = f"<{letter.stop_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # No out-of-office answers this, and no answer of ours answers one.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        mail.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    mail["Content-Language"] = letter.language
    return mail


def _address(text: str, name: str) -> Address:
    before, _, domain = text.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
        return Address(one_line(name, NAME_LONGEST), addr_spec=f"{before}@{ascii_domain}")
    except (ValueError, IndexError, MessageError):
        raise Refusal("bad_field", field="email") from None


def hand_in(mail: EmailMessage, server: MailServer, *, seconds: float = SECONDS) -> Reply:
    """Give it to the server and wait for its word. One connection a mail; it may take `seconds` at each step."""
    try:
        smtp = _connected(server, seconds)
    except (smtplib.SMTPException, OSError) as no:
        return Reply("again", getattr(no, "smtp_code", 0), has_server=False)
    try:
        with smtp:
            smtp.send_message(mail)
    except smtplib.SMTPRecipientsRefused as no:
        return _told(code for code, _words in no.recipients.values())
    except smtplib.SMTPSenderRefused as no:
        # That is about us, not about this person: their mail waits until it is set right.
        return Reply("again", no.smtp_code, has_server=False)
    except smtplib.SMTPDataError as no:
        return _told([no.smtp_code])
    except (smtplib.SMTPException, OSError):
        return Reply("again", has_server=False)
    return Reply("accepted", 250)


def _connected(server: MailServer, seconds: float) -> smtplib.SMTP:
    if server.is_tls_from_start:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=seconds, context=ssl.create_default_context()
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=seconds)
    try:
        if server.is_starttls:
            smtp.starttls(context=ssl.create_default_context())
        if server.user:
            smtp.login(server.user, server.password)
    except (smtplib.SMTPException, OSError):
        smtp.close()
        raise
    return smtp


def _told(codes: Iterable[int]) -> Reply:
    code = max(codes, default=0)
    return Reply("refused" if code >= 500 else "again", code)
