"""A conversation on the command line, through the real server in this process."""

from __future__ import annotations

from typing import Any

import pytest

from fairlead.core.conversation.codes import BY_CODE
from tests.rooms.conversations.world import CODES, LOOKING, WHOLE, Talk
from tests.rooms.promises.test_cli import data, run

OPTIONS = {
    "conditions": "condition",
    "points": "point",
    "codes": "code",
    "answers": "reply",
    "actions": "action",
}


def typed(talk: Talk, facts: dict[str, Any]) -> list[str]:
    """Facts as somebody types them."""
    sides = {talk.person("alice"): "asker", talk.person("dan"): "doer"}
    words: list[str] = []
    for name, value in facts.items():
        option = f"--{OPTIONS.get(name, name).replace('_', '-')}"
        for one in value if isinstance(value, list) else [value]:
            words += [option, *typed_as(name, one, sides)]
    return words


def typed_as(name: str, one: Any, sides: dict[str, str]) -> list[str]:
    match name:
        case "actions":
            return [sides[one["by"]], one["text"], one["due"] or "now"]
        case "answers":
            return [str(one["point"]), one["text"]]
        case "was_a_yes":
            return ["yes" if one else "no"]
    return [str(one)]


def test_a_whole_conversation_on_the_command_line(talk: Talk) -> None:
    promise = talk.programs.promised()["id"]
    talk.id = data(talk.who("dan"), "conversation", "open", promise[:16])["id"]
    for name, act, facts in WHOLE[:-LOOKING]:
        given = {**talk.words(name, act), **facts}
        if given.get("text") is ...:
            given["text"] = talk.text(name, act)
        if given.get("version") is ...:
            given["version"] = talk.get(name).data["version"]
        if "person" in given:
            given["person"] = "Olga"
        words = ["conversation", "step", talk.id[:20], act.replace("_", "-"), *typed(talk, given)]
        answer = run(talk.who(name), *words)
        assert answer.exit_code == 0, (words, answer.output)
    assert talk.get("alice").data["step"] == "look_again"
    told = run(talk.who("alice"), "conversation", "show", talk.id).stdout
    kept_back = [word for word in talk.said if word.startswith("canarydannoteprivate")][1]
    assert [word for word in talk.said if word not in told] == [kept_back]
    assert f"Alice Adams: {', '.join(BY_CODE[code].label for code in CODES['alice'])}" in told
    assert "Open to you" in told
    assert "In short, as both accept it" in told
    assert "Both say: the same picture." in told
    assert talk.id in told


def test_what_was_never_asked_and_the_list(talk: Talk) -> None:
    alice = talk.who("alice")
    begun = run(
        alice, "conversation", "open", "--with", "Dan", "--expectation", "A word before noon", "--me", "asker"
    )
    assert begun.exit_code == 0, begun.output
    assert "A word before noon" in begun.stdout
    assert "--purpose --mode" in begun.stdout
    assert run(alice, "conversation", "open").exit_code == 2
    listed = run(alice, "conversation").stdout
    assert "prepare" in listed
    assert "your turn" in listed
    assert "Dan Dorn" in listed
    assert run(talk.who("dan"), "conversation", "list").stdout == "Nothing here.\n"
    id_ = data(alice, "conversation", "list")["items"][0]["id"]
    assert data(alice, "conversation", "show", id_[:18])["shown"]["expectation"] == "A word before noon"
    run(alice, "conversation", "step", id_, "invite", "--purpose", "Look at it", "--mode", "live")
    assert "Alice Adams’s turn" not in run(talk.who("dan"), "conversation", "list").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "zzzz"), "fairlead conversation list"),
        (("step", "ID", "join"), "cannot do this"),
        (("step", "ID", "invite"), "purpose"),
    ],
)
def test_what_is_refused_is_one_line(talk: Talk, words: tuple[str, ...], said: str) -> None:
    talk.begin("dan")
    given = [talk.id if word == "ID" else word for word in words]
    refused = run(talk.who("dan"), "conversation", *given)
    assert refused.exit_code == 1
    assert said in refused.output
