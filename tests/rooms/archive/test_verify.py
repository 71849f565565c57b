"""Alice takes her things and her receipts elsewhere, and whoever changes a byte of the history is found out."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fairlead.config.cli import fairlead
from fairlead.rooms.archive import verify
from fairlead.rooms.archive.queries import own_things
from fairlead.rooms.people import actions
from fairlead.rooms.promises.actions.erasing import erase_words
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.world import World, the_world

ALONE = Path(verify.__file__)


@pytest.fixture
def world(db: None) -> World:
    world = the_world()
    promise = world.move(
        world.dan, world.promised(purpose="so that Zoë sleeps"), "flag_risk", text="It is late"
    )
    world.move(world.alice, promise, "note", text="Thank you 🙏 already")
    world.ask(outcome="A second thing")
    return world


def taken(world: World) -> str:
    return own_things(viewer=world.alice, at=world.at).data.decode()


def receipts_of(text: str) -> str:
    return "".join(
        f"fairlead1 {one['id']} {line['number']} {line['hash']}\n"
        for one in json.loads(text)["promises"]
        for line in one["journal"]
    )


def said(text: str, receipts: str | None = None) -> list[str]:
    try:
        promises = verify.parse(text)
    except verify.Unreadable as problem:
        return [str(problem)]
    report = verify.check(promises)
    if receipts is not None:
        verify.check_receipts(receipts, promises, report)
    return [problem.said(str) for problem in report.problems]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(fairlead, ["verify", *map(str, words)])


def test_what_alice_took_holds_and_so_do_her_receipts(world: World, tmp_path: Path) -> None:
    text = taken(world)
    file, kept = tmp_path / "own.json", tmp_path / "receipts.txt"
    file.write_text(text)
    kept.write_text("A mail.\nReceipt: " + receipts_of(text) + "\n--\nFairlead")
    told = run(file, "--receipts", kept)
    assert told.exit_code == 0, told.output
    assert "2 promises with 5 lines, 4 texts, 5 receipts" in told.output
    assert "does not show that what was written is true" in told.output
    packed = tmp_path / "own.zip"
    with zipfile.ZipFile(packed, "w") as out:
        out.write(file, "fairlead.json")
    assert "Without receipts" in run(packed).output


def test_every_byte_of_a_journal_counts(world: World) -> None:
    """Whatever byte is changed: it says which promise and which line, or it means the same as before."""
    text = json.dumps(json.loads(taken(world)), ensure_ascii=False, separators=(", ", ": "))
    whole, meant = text.encode(), json.loads(text)
    begin = whole.index(b'"journal"') + len(b'"journal": [')
    end = whole.index(b"]}, {", begin)
    promise = meant["promises"][0]["id"]
    starts = [at for at in range(begin, end) if whole.startswith(b'{"number":', at)]
    unseen = []
    for at in range(begin, end):
        other = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        found = said(other.decode("utf-8", "surrogateescape"))
        line = max(1, sum(start <= at for start in starts))
        near = [f"Promise {promise}, line {number}:" for number in (line, line + 1)]
        if not any(one.startswith(tuple(near)) for one in found):
            unseen.append((at, whole[at - 9 : at + 9], found))
    assert not [one for one in unseen if not _means_the_same(one[0], whole, meant)], unseen[:5]
    assert len(starts) == 4


def _means_the_same(at: int, whole: bytes, meant: object) -> bool:
    other = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
    try:
        return bool(json.loads(other) == meant)
    except ValueError:
        return False


def test_lines_cannot_be_taken_out_put_in_or_change_places(world: World) -> None:
    data = json.loads(taken(world))
    promise = next(one for one in data["promises"] if len(one["journal"]) == 4)
    lines = list(promise["journal"])
    for other in (
        lines[1:],
        [*lines[:1], *lines[2:]],
        [lines[1], lines[0], *lines[2:]],
        [*lines, lines[-1]],
        [],
    ):
        promise["journal"] = other
        assert said(json.dumps(data))
    promise["journal"] = lines[:-1]
    promise["head"] = lines[-2]["hash"]
    kept = receipts_of(taken(world))
    assert said(json.dumps(data)) == []  # the end cut off, and the head told anew: only a receipt knows
    assert said(json.dumps(data), kept) == [
        f"Promise {promise['id']}, line 4: the receipt is of another history"
    ]
    data["promises"].remove(promise)
    assert len(said(json.dumps(data), kept)) == 4


def test_a_history_made_anew_is_found_by_a_receipt_alone(world: World) -> None:
    kept = receipts_of(taken(world))
    data = json.loads(taken(world))
    for promise in data["promises"]:
        prev = verify.NO_HEAD
        for line in promise["journal"]:
            if line["act"] == "flag_risk":
                line["words"] = {"text": "It is early"}
                words = bytes.fromhex(line["salt"]) + verify.canonical(line["words"])
                line["text"] = verify.sha256(words).hexdigest()
            prev = line["hash"] = verify.move_hash(line, prev=prev, promise=promise["id"])
        promise["head"] = prev
    assert said(json.dumps(data)) == []
    assert all("another history" in one for one in said(json.dumps(data), kept))
    assert len(said(json.dumps(data), kept)) == 2
    assert said(json.dumps(data), "fairlead1 nothing") == [
        "0 receipts could be read, and fairlead1 stands there 1 times"
    ]


def test_a_number_left_out_is_found_also_when_the_chain_was_made_anew(world: World) -> None:
    data = json.loads(taken(world))
    promise = next(one for one in data["promises"] if len(one["journal"]) == 4)
    lines = promise["journal"] = [one for one in promise["journal"] if one["act"] != "flag_risk"]
    lines[-1]["hash"] = promise["head"] = verify.move_hash(
        lines[-1], prev=lines[-2]["hash"], promise=promise["id"]
    )
    assert said(json.dumps(data)) == [f"Promise {promise['id']}, line 3: it has another number"]


def test_erased_words_are_said_to_be_erased_and_the_chain_holds(world: World, tmp_path: Path) -> None:
    kept = receipts_of(taken(world))
    actions.erase(world.dan.person, at=world.at)
    for _ in range(4):
        erase_words(at=world.at)
    text = taken(world)
    assert said(text, kept) == []
    assert all(
        line["salt"] is None
        for one in json.loads(text)["promises"]
        for line in one["journal"]
        if line["erased"]
    )
    file = tmp_path / "own.json"
    file.write_text(text)
    assert "Erased, so that nothing can be said of the words: 1 texts." in run(file).output


def test_it_runs_by_itself_without_fairlead(world: World, tmp_path: Path) -> None:
    alone = Path(shutil.copy(ALONE, tmp_path / "verify.py"))
    text = taken(world)
    good, bad, none = tmp_path / "good.json", tmp_path / "bad.json", tmp_path / "none.json"
    good.write_text(text)
    bad.write_text(text.replace("It is late", "It is lake"))
    none.write_text("{}")
    for file, code, told in (
        (good, 0, "fit each other"),
        (bad, 1, "line 3: its words"),
        (none, 1, "no export"),
    ):
        ended = subprocess.run(
            [sys.executable, "-I", "-S", alone, file],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        assert ended.returncode == code, ended.stderr
        assert told in ended.stdout + ended.stderr
    ended = run(bad)
    assert ended.exit_code == 1
    assert "line 3: its words" in ended.stdout
    assert ended.stderr.count("\n") == 1
    assert run(none).exit_code == 1
    assert run(tmp_path / "nowhere").exit_code == 2


def test_a_zip_that_is_none_is_one_line(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("other.txt", "x")
    file = tmp_path / "other.zip"
    file.write_bytes(packed.getvalue())
    told = run(file)
    assert told.exit_code == 1
    assert told.stderr.startswith("fairlead: ")


def test_both_can_take_the_receipt_from_the_page(world: World) -> None:
    text = taken(world)
    newest = {line.split()[1]: line for line in receipts_of(text).splitlines()}
    for promise, receipt in newest.items():
        for who in (world.alice, world.dan):
            assert receipt in browser_of(who).get(f"/promises/{promise}").content.decode()
    assert said(text, "\n".join(newest.values())) == []
