"""Every FAIRLEAD_* setting: its name, kind, default and one sentence. Typed readers that fail loudly.

What may not live here: what the settings are used for (settings.py and server.py)."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Final, Generic, TypeVar
from urllib.parse import urlsplit

from platformdirs import user_data_path

T = TypeVar("T")
PREFIX: Final = "FAIRLEAD_"
Network = IPv4Network | IPv6Network


class BadSetting(Exception):
    """A setting holds what cannot be meant: its name, and what would be right. Never its value."""


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting. `read` turns the text into a value or raises ValueError saying what would be right."""

    name: str
    read: Callable[[str], T]
    default: Callable[[], T]
    default_words: str
    about: str
    is_secret: bool = False

    def __call__(self, environment: Mapping[str, str] = os.environ) -> T:
        raw = self._raw(environment)
        if raw is None:
            return self.default()
        try:
            return self.read(raw)
        except ValueError as problem:
            raise BadSetting(f"{PREFIX}{self.name}: {problem}") from None

    def _raw(self, environment: Mapping[str, str]) -> str | None:
        name = PREFIX + self.name
        direct, file = environment.get(name), environment.get(name + "_FILE")
        if direct is not None and file is not None:
            raise BadSetting(f"{name} and {name}_FILE are both given; give one of them")
        if file is None:
            return direct.strip() or None if direct is not None else None
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as problem:
            raise BadSetting(f"{name}_FILE: cannot be read ({type(problem).__name__})") from None


def a_text(raw: str) -> str:
    return raw


def a_folder(raw: str) -> Path:
    return Path(raw).expanduser().absolute()


def a_file(raw: str) -> Path | None:
    return Path(raw).expanduser().absolute()


def a_flag(raw: str) -> bool:
    words = {
        "yes": True,
        "true": True,
        "1": True,
        "on": True,
        "no": False,
        "false": False,
        "0": False,
        "off": False,
    }
    if raw.lower() not in words:
        raise ValueError("say yes or no")
    return words[raw.lower()]


def a_number(low: int, high: int) -> Callable[[str], int]:
    def read(raw: str) -> int:
        if not raw.isascii() or not raw.isdigit() or not low <= int(raw) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(raw)

    return read


def a_web_address(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("an address like https://promises.example.org")
    if parts.path not in {"", "/"}:
        raise ValueError("an address without a path: Fairlead lives at the root of its host")
    return f"{parts.scheme}://{parts.netloc}"


def a_url_of(*schemes: str) -> Callable[[str], str]:
    def read(raw: str) -> str:
        if urlsplit(raw).scheme not in schemes:
            raise ValueError("an address that begins with " + " or ".join(f"{scheme}:" for scheme in schemes))
        return raw

    return read


def networks(raw: str) -> tuple[Network, ...]:
    return tuple(ip_network(part.strip(), strict=False) for part in raw.split(",") if part.strip())


def one_of(*choices: str) -> Callable[[str], str]:
    def read(raw: str) -> str:
        if raw.lower() not in choices:
            raise ValueError("one of " + ", ".join(choices))
        return raw.lower()

    return read


def a_secret(raw: str) -> str:
    if len(raw) < 32:
        raise ValueError("at least 32 characters, made by chance")
    return raw


def a_token(raw: str) -> str:
    if not raw.startswith("flt_"):
        raise ValueError("a token, which begins with flt_")
    return raw


DATA: Final = Setting(
    "DATA",
    a_folder,
    lambda: user_data_path("fairlead", appauthor=False),
    "the platform's folder for data of applications",
    "The folder for everything Fairlead keeps on disk: the embedded database and the secret key.",
)
DATABASE_URL: Final = Setting(
    "DATABASE_URL",
    a_url_of("sqlite", "postgresql", "postgres"),
    lambda: "",
    "`fairlead.sqlite3` in the data folder",
    "Where promises are kept: `sqlite:///path/to/file` or `postgresql://user:password@host/name`.",
    is_secret=True,
)
DATABASE_POOL: Final = Setting(
    "DATABASE_POOL",
    a_number(1, 1000),
    lambda: 4,
    "4",
    "How many connections to PostgreSQL each worker process may hold.",
)
URL: Final = Setting(
    "URL",
    a_web_address,
    lambda: "",
    "`http://127.0.0.1:8000`, or the port given to `fairlead run`",
    "The address people type. Links in mails begin with it, and no other host name is answered.",
)
HOST: Final = Setting(
    "HOST", a_text, lambda: "127.0.0.1", "`127.0.0.1`", "The network address `fairlead run` listens on."
)
PORT: Final = Setting("PORT", a_number(0, 65535), lambda: 8000, "8000", "The port `fairlead run` listens on.")
WORKERS: Final = Setting(
    "WORKERS",
    a_number(1, 64),
    lambda: 2,
    "2",
    "How many processes serve pages. One for each core is a good start.",
)
SMTP_URL: Final = Setting(
    "SMTP_URL",
    a_url_of("smtp", "smtps", "smtp+starttls"),
    lambda: "",
    "none: nothing is mailed, and pages say so",
    "The mail server: `smtp://host:25`, `smtp+starttls://user:password@host:587` or `smtps://user:password@host:465`.",
    is_secret=True,
)
MAIL_FROM: Final = Setting(
    "MAIL_FROM", a_text, lambda: "", "`fairlead@` and the host of FAIRLEAD_URL", "The sender of every mail."
)
SECRET_KEY: Final = Setting(
    "SECRET_KEY",
    a_secret,
    lambda: "",
    "made on first start and kept in `secret-key` in the data folder, readable by its owner alone",
    "Signs cookies and one-time links. Several machines that serve one installation need the same one.",
    is_secret=True,
)
KEY_FILE: Final = Setting(
    "KEY_FILE",
    a_file,
    lambda: None,
    "`private-keys` in the data folder, made when it is first needed, readable by its owner alone",
    "The file with the keys that wrap people's own keys, under which drafts are sealed. Back it up, and apart from "
    "the database: without it drafts cannot be opened. Several machines that serve one installation need the same file.",
)
TRUSTED_PROXIES: Final = Setting(
    "TRUSTED_PROXIES",
    networks,
    lambda: (),
    "none",
    "Networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, with commas: `10.0.0.0/8,::1`.",
)
KEEP_PROMISES: Final = Setting(
    "KEEP_PROMISES",
    a_number(1, 1200),
    lambda: 24,
    "24",
    "How many months after the last move of a promise, a conversation or an agreement that has ended `fairlead purge` "
    "leaves what was written in it. Nothing is forgotten unless that command is run.",
)
KEEP_PREPARATION: Final = Setting(
    "KEEP_PREPARATION",
    a_number(1, 36500),
    lambda: 90,
    "90",
    "How many days after the close of a conversation `fairlead purge` leaves what each wrote alone for it. Nothing is "
    "forgotten unless that command is run.",
)
KEEP_FEEDBACK: Final = Setting(
    "KEEP_FEEDBACK",
    a_number(1, 1200),
    lambda: 24,
    "24",
    "How many months after feedback was closed by its author `fairlead purge` leaves what was written in it. Nothing is "
    "forgotten unless that command is run.",
)
KEEP_PULSE_COMMENTS: Final = Setting(
    "KEEP_PULSE_COMMENTS",
    a_number(1, 1200),
    lambda: 12,
    "12",
    "How many months after the close of a pulse `fairlead purge` leaves its comments and what the team wrote about it. "
    "Nothing is forgotten unless that command is run.",
)
PULSE_SCORES: Final = Setting(
    "PULSE_SCORES",
    a_number(5, 1000),
    lambda: 5,
    "5",
    "How many people of a team have to answer a pulse before anything of it is shown. It may be raised and never lowered.",
)
PULSE_ITEMS: Final = Setting(
    "PULSE_ITEMS",
    a_number(8, 1000),
    lambda: 8,
    "8",
    "How many have to answer before single questions of a pulse are shown. It may be raised and never lowered.",
)
PULSE_COMMENTS: Final = Setting(
    "PULSE_COMMENTS",
    a_number(8, 1000),
    lambda: 8,
    "8",
    "How many have to answer before the comments of a pulse are shown. It may be raised and never lowered.",
)
LOG_LEVEL: Final = Setting(
    "LOG_LEVEL",
    one_of("debug", "info", "warning", "error"),
    lambda: "info",
    "`info`",
    "How much is written to the log: `debug`, `info`, `warning` or `error`. At no level does it hold people's words.",
)

TOKEN: Final = Setting(
    "TOKEN",
    a_token,
    lambda: "",
    "what `fairlead login` has kept",
    "Who you are for `fairlead ask`, `list`, `move` and the others that speak to a server (which one is FAIRLEAD_URL).",
    is_secret=True,
)
CLIENT: Final = Setting(
    "CLIENT",
    a_text,
    lambda: "",
    "`client.json` in the platform's folder for settings of applications",
    "The file in which `fairlead login` keeps the address of a server and your token, readable by its owner alone.",
)

SETTINGS: Final[tuple[Setting[object], ...]] = tuple(
    value for value in list(globals().values()) if isinstance(value, Setting)
)


def terminal_language(environment: Mapping[str, str] = os.environ) -> str:
    """As every command learns it, `de_AT.UTF-8`; no setting of ours."""
    return next((told for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (told := environment.get(name))), "")


def strangers(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Names that look like settings and are none: said aloud, for a misspelt one would do nothing, quietly.

    Not refused: a cluster gives every program variables named after its services."""
    known = {PREFIX + setting.name for setting in SETTINGS}
    known |= {name + "_FILE" for name in known}
    return sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
