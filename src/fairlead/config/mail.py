"""From FAIRLEAD_SMTP_URL to a mail server's description. What may not live here: sending."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from fairlead.config.environment import BadSetting

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str
    port: int
    user: str
    password: str
    is_starttls: bool
    is_tls_from_start: bool


def described(url: str) -> MailServer | None:
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except ValueError:
        port = 0
    if not port or not parts.hostname:
        raise BadSetting(
            "FAIRLEAD_SMTP_URL: an address like smtp+starttls://user:password@mail.example.org:587"
        )
    return MailServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_starttls=parts.scheme == "smtp+starttls",
        is_tls_from_start=parts.scheme == "smtps",
    )
