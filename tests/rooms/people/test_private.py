"""What is one person's alone: sealed with a key of their own, which only the installation's key unwraps."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from fairlead.config import cli
from fairlead.core.refusals import Refusal
from fairlead.rooms.people import actions, key_file, private
from fairlead.rooms.people.actions import rotation
from fairlead.rooms.people.models import PersonKey
from tests.rooms.people.world import AT, World

pytestmark = pytest.mark.django_db
ROW = uuid4()


@pytest.fixture(autouse=True)
def file(settings, tmp_path: Path) -> Path:
    settings.KEY_FILE = tmp_path / "keys" / "private-keys"
    return settings.KEY_FILE


def place(crew: World, **changes):
    told = {
        "person": crew.dan.person,
        "organisation": crew.dan.organisation,
        "table": "promises_draft",
        "row": ROW,
    }
    return {**told, "field": "body", **changes}


def refused(code: str, field: str | None = None):
    return pytest.raises(Refusal, match=f"^{code}{f': {field}' if field else ''}$")


def test_dan_reads_what_he_kept_and_the_database_does_not(crew: World) -> None:
    sealed = private.seal("Grüße an die Möwe", **place(crew))
    assert b"we" not in sealed[:1]
    assert "Möwe".encode() not in sealed
    assert private.open_sealed(sealed, **place(crew)) == "Grüße an die Möwe"
    assert private.seal("Grüße an die Möwe", **place(crew)) != sealed


def test_the_file_is_its_owners_alone_and_made_on_first_need(crew: World, file: Path) -> None:
    assert not file.exists()
    private.seal("x", **place(crew))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["private-keys"]
    assert len(file.read_text().splitlines()) == 1


@pytest.mark.parametrize("changed", ["person", "organisation", "table", "row", "field"])
def test_a_row_moved_elsewhere_does_not_open(crew: World, changed: str) -> None:
    other = {
        "person": crew.alice.person,
        "organisation": crew.olga.organisation,
        "table": "promises_draft2",
        "row": uuid4(),
        "field": "text",
    }
    sealed = private.seal("x", **place(crew))
    private.seal("y", **place(crew, person=crew.alice.person))
    with pytest.raises(Refusal):
        private.open_sealed(sealed, **place(crew, **{changed: other[changed]}))


def test_not_even_with_the_same_key_in_another_persons_name(crew: World) -> None:
    """The wrapped key is copied to Alice's row along with the text: neither opens."""
    sealed = private.seal("x", **place(crew))
    private.seal("y", **place(crew, person=crew.alice.person))
    dans = PersonKey.objects.get(person_id=crew.dan.person)
    PersonKey.objects.filter(person_id=crew.alice.person).update(wrapped=dans.wrapped)
    with refused("unavailable", "private"):
        private.open_sealed(sealed, **place(crew, person=crew.alice.person))
    box = private.box_of(crew.dan.person, organisation=crew.dan.organisation)
    alices = private.Box(crew.alice.person, box.organisation, box.key)
    with refused("unavailable", "private"):
        alices.open(sealed, table="promises_draft", row=ROW, field="body")


@pytest.mark.parametrize(
    "change", [lambda s: s[:-1], lambda s: s[:-1] + b"\0", lambda s: b"\2" + s[1:], lambda s: b""]
)
def test_what_was_changed_does_not_open(crew: World, change) -> None:
    sealed = private.seal("longer than nothing", **place(crew))
    with refused("unavailable", "private"):
        private.open_sealed(change(sealed), **place(crew))


def test_erasing_dan_takes_the_key_and_nothing_of_his_opens(crew: World) -> None:
    sealed, box = private.seal("x", **place(crew)), place(crew)
    actions.erase(crew.dan.person, at=AT)
    assert not PersonKey.objects.filter(person_id=crew.dan.person).exists()
    with refused("not_found"):
        private.open_sealed(sealed, **box)
    with refused("not_found"):
        private.seal("y", **box)


def test_nobody_of_another_organisation_gets_a_key_here(crew: World) -> None:
    with refused("not_found"):
        private.seal("x", **place(crew, person=crew.olga.person))


@pytest.mark.parametrize("whats_there", [None, "", "nonsense\n", "a b c\n", "id c2hvcnQ=\n"])
def test_without_its_file_nothing_is_opened_and_no_new_key_is_made(
    crew: World, file: Path, whats_there
) -> None:
    sealed = private.seal("x", **place(crew))
    file.unlink()
    if whats_there is not None:
        file.write_text(whats_there)
    for work in (
        lambda: private.open_sealed(sealed, **place(crew)),
        lambda: private.seal("y", **place(crew)),
        lambda: private.seal("y", **place(crew, person=crew.alice.person)),
        actions.rotate_keys,
    ):
        with refused("unavailable", "key_file"):
            work()
    assert (file.read_text() if file.exists() else None) == whats_there


def test_a_file_of_another_installation_seals_nothing(crew: World, file: Path) -> None:
    private.seal("x", **place(crew))
    file.unlink()
    key_file.made(file)
    for who in (crew.dan, crew.alice):
        with refused("unavailable", "key_file"):
            private.seal("y", **place(crew, person=who.person))
    with refused("unavailable", "key_file"):
        actions.rotate_keys()


@pytest.mark.parametrize(
    ("whats_there", "said"), [(None, "is not there"), ("x\n", "cannot be read"), ("other", "lacks a key")]
)
def test_check_says_what_is_wrong_with_the_file(crew: World, file: Path, whats_there, said: str) -> None:
    private.seal("x", **place(crew))
    assert CliRunner().invoke(cli.fairlead, ["check"]).exit_code == 0
    file.unlink()
    if whats_there == "other":
        key_file.made(file)
    elif whats_there:
        file.write_text(whats_there)
    checked = CliRunner().invoke(cli.fairlead, ["check"])
    assert checked.exit_code == 1
    assert said in checked.output


def test_two_processes_that_start_at_once_agree_on_one_key(file: Path) -> None:
    found, begin = [], threading.Barrier(8)

    def start() -> None:
        begin.wait()
        found.append(key_file.made(file))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 8
    assert [path.name for path in file.parent.iterdir()] == ["private-keys"]


# --- rotation ---


def everybody(crew: World) -> dict:
    return {
        who: private.seal(f"of {who}", **place(crew, person=who))
        for who in (crew.dan.person, crew.alice.person)
    }


def opens(crew: World, sealed: dict) -> bool:
    return all(
        private.open_sealed(text, **place(crew, person=who)) == f"of {who}" for who, text in sealed.items()
    )


def test_after_rotating_all_opens_under_one_new_key(crew: World, file: Path) -> None:
    sealed, old = everybody(crew), file.read_text()
    wrapped = {bytes(row.wrapped) for row in PersonKey.objects.all()}
    done = CliRunner().invoke(cli.fairlead, ["rotate-keys"])
    assert done.exit_code == 0
    assert "anew: 2." in done.output
    assert str(file) in done.output
    (line,) = file.read_text().splitlines()
    assert line not in old
    assert not wrapped & {bytes(row.wrapped) for row in PersonKey.objects.all()}
    assert opens(crew, sealed)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_where_nothing_is_sealed_yet_rotating_makes_the_file(crew: World, file: Path) -> None:
    assert actions.rotate_keys() == (0, file)
    assert len(file.read_text().splitlines()) == 1


def test_who_wraps_while_keys_are_rotated_loses_nothing(crew: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = {}
    real = rotation._wrapped_anew

    def meanwhile(new):
        if len(sealed) < 2:
            sealed.update(everybody(crew))
        return real(new)

    monkeypatch.setattr(rotation, "_wrapped_anew", meanwhile)
    actions.rotate_keys()
    assert opens(crew, sealed)


class Killed(BaseException):
    """As a kill: nothing after it happens, and what is not committed is not there."""


STEPS = ((key_file, "_write"), (Path, "replace"), (key_file, "_keep_folder"), (rotation, "wrap"),
         (rotation, "_wrapped_anew"), (rotation, "_alone"))  # fmt: skip


def dying_before(step: int, patch: pytest.MonkeyPatch) -> None:
    """Whatever is done `step` times is killed before it is done; a file is only half written then."""
    left = [step]

    def dying(real: Callable) -> Callable:
        def told(*given, **named):
            left[0] -= 1
            if left[0] == 0:
                if real.__name__ == "_write":
                    given[0].write_text("half a li")
                raise Killed
            return real(*given, **named)

        told.__name__ = real.__name__
        return told

    for home, name in STEPS:
        patch.setattr(home, name, dying(getattr(home, name)))


def test_killed_at_any_step_all_opens_and_the_next_time_finishes(
    crew: World, file: Path, monkeypatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 1)
    sealed, killed = everybody(crew), 0
    for step in range(1, 100):
        with monkeypatch.context() as patch:
            dying_before(step, patch)
            try:
                actions.rotate_keys()
                break
            except Killed:
                killed += 1
        assert opens(crew, sealed), step
        sealed = {**sealed, **everybody(crew)}
    assert killed == 12
    assert opens(crew, sealed)
    assert len(file.read_text().splitlines()) == 1
    assert sorted(path.name for path in file.parent.iterdir()) == ["private-keys", "private-keys.lock"]


def test_an_old_key_stays_while_something_is_wrapped_with_it(crew: World, file: Path, monkeypatch) -> None:
    sealed = everybody(crew)
    monkeypatch.setattr(rotation, "_wrapped_anew", lambda _new: 0)
    with refused("busy"):
        actions.rotate_keys()
    assert opens(crew, sealed)
    assert len(file.read_text().splitlines()) == 2


def test_a_file_that_cannot_be_written_is_said_in_one_line(crew: World, file: Path, monkeypatch) -> None:
    sealed = everybody(crew)

    def full(*_: object) -> None:
        raise OSError(28, "No space left")

    monkeypatch.setattr(os, "fsync", full)
    with refused("unavailable", "key_file"):
        actions.rotate_keys()
    monkeypatch.undo()
    assert opens(crew, sealed)


def test_the_newest_key_wraps_and_all_unwrap(crew: World, file: Path) -> None:
    sealed = private.seal("x", **place(crew))
    new = key_file.new_key()
    key_file.replace(file, (*key_file.keys_in(file), new))
    private.seal("y", **place(crew, person=crew.alice.person))
    assert PersonKey.objects.get(person_id=crew.alice.person).key_id == new.id
    assert private.open_sealed(sealed, **place(crew)) == "x"


def test_within_a_transaction_that_comes_to_nothing_no_key_is_left(crew: World) -> None:
    def come_to_nothing() -> None:
        with transaction.atomic():
            private.seal("x", **place(crew))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        come_to_nothing()
    assert not PersonKey.objects.exists()
    assert private.open_sealed(private.seal("y", **place(crew)), **place(crew)) == "y"
    assert connection.in_atomic_block
