"""A letter reaches a real server, and no name or sentence breaks out of its header."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.refusals import Refusal
from fairlead.outside.mail import SUBJECT_LONGEST, Letter, Reply, hand_in, message, one_line
from tests.outside.mailbox import Server, receiving
from tests.ports import free_port

LETTER = Letter(
    to="dan@example.org",
    to_name="Dan",
    sender="fairlead@promises.example.org",
    subject="Alice asks you: A rota for the Christmas support desk",
    text="Grüße. Alice asks you.\n",
    html="<p>Grüße. Alice asks you.</p>",
    message_id="<1@promises.example.org>",
    at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    stop_url="https://promises.example.org/notices/stop/abc",
    thread="<promise-1@promises.example.org>",
)
EVIL = "Dan\r\nBcc: olga@example.net\r\n\r\nhello\x00\u2028there \u202eevil"


def test_a_letter_arrives_with_everything_a_mail_program_needs() -> None:
    with receiving() as box:
        assert hand_in(message(LETTER), box.server) == Reply("accepted", 250)
    (mail,) = box.mails
    assert mail["To"] == "Dan <dan@example.org>"
    assert mail["Subject"] == LETTER.subject
    assert mail["Message-ID"] == LETTER.message_id
    assert mail["In-Reply-To"] == mail["References"] == LETTER.thread
    assert mail["List-Unsubscribe"] == f"<{LETTER.stop_url}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().strip() == "Grüße. Alice asks you."
    assert "Grüße" in html.get_content()


def test_addresses_in_headers_stay_whole_however_long() -> None:
    stop = "https://promises.example.org/notices/stop/" + "a" * 150
    raw = bytes(message(replace(LETTER, stop_url=stop, message_id=f"<{'b' * 90}@example.org>")))
    assert f"\r\nList-Unsubscribe: <{stop}>\r\n".encode() in raw
    assert f"\r\nMessage-ID: <{'b' * 90}@example.org>\r\n".encode() in raw


def test_a_name_or_subject_with_line_ends_stays_one_line() -> None:
    with receiving() as box:
        hand_in(message(replace(LETTER, to_name=EVIL, subject=EVIL * 20)), box.server)
    (mail,) = box.mails
    assert mail["Bcc"] is None
    assert len(str(mail["Subject"])) <= SUBJECT_LONGEST + 9  # folding may add a blank
    assert [name for name in mail.keys() if name == "To"] == ["To"]  # noqa: SIM118


@given(name=st.text(max_size=200), subject=st.text(max_size=400))
def test_whatever_people_are_called_the_headers_hold(name: str, subject: str) -> None:
    raw = bytes(message(replace(LETTER, to_name=name, subject=subject)))
    head = raw.split(b"\r\n\r\n", 1)[0].decode("ascii")
    names = [line.split(":")[0] for line in head.split("\r\n") if not line.startswith((" ", "\t"))]
    assert sorted(names) == sorted(set(names))
    assert "Bcc" not in names


@pytest.mark.parametrize(
    "address", ["", "dan", "dan@example.org\r\nBcc: x@example.net", "a b@example.org", "jürgen@example.org"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(Refusal):
        message(replace(LETTER, to=address))


def test_one_line_is_one_line() -> None:
    assert one_line(" a \n\tb ", 10) == "a b"
    assert one_line("x" * 30, 10) == "x" * 9 + "…"


def test_a_server_that_says_later_is_believed() -> None:
    with receiving() as box:
        box.answers = ["451 4.3.0 not now"]
        assert hand_in(message(LETTER), box.server) == Reply("again", 451)
        assert hand_in(message(LETTER), box.server).verdict == "accepted"


def test_a_server_that_says_never_is_believed() -> None:
    with receiving() as box:
        box.answers = ["554 5.7.1 no"]
        assert hand_in(message(LETTER), box.server) == Reply("refused", 554)


def test_a_recipient_nobody_knows_is_refused_for_good() -> None:
    with receiving() as box:
        box.refused = {"dan@example.org"}
        assert hand_in(message(LETTER), box.server) == Reply("refused", 550)


def test_nobody_listening_means_later() -> None:
    assert hand_in(message(LETTER), Server(free_port())) == Reply("again", has_server=False)


def test_a_server_that_never_speaks_means_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = Server(silent.getsockname()[1])
        assert hand_in(message(LETTER), server, seconds=0.2) == Reply("again", has_server=False)


def test_a_server_without_the_sign_in_we_have_means_later() -> None:
    with receiving() as box:
        assert hand_in(message(LETTER), replace(box.server, user="u", password="p")).verdict == "again"
        assert hand_in(message(LETTER), replace(box.server, is_starttls=True)).verdict == "again"
    assert not box.mails


def test_a_domain_beyond_ascii_is_written_as_mail_servers_know_it() -> None:
    with receiving() as box:
        assert hand_in(message(replace(LETTER, to="dan@bücher.example")), box.server).verdict == "accepted"
    assert box.mails[0]["To"] == "Dan <dan@xn--bcher-kva.example>"
