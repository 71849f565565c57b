"""Conversations as people have them over the API: a whole one played act by act, every text a canary of its author."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from fairlead.core.policy import Viewer
from tests.doors.program import Program
from tests.rooms.promises.conftest import Programs

Said = dict[str, Any]
CODES = {"alice": ["PRIORITIES_MOVED", "OWN_WORDS"], "dan": ["LATE_WARNING", "OWN_WORDS"]}


@dataclass
class Talk:
    """A conversation about a promise of Dan's to Alice. `said`: every text with who wrote it, by what it was for."""

    programs: Programs
    id: str = ""
    said: dict[str, str] = field(default_factory=dict)
    clock: Any = None
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(100))

    def who(self, name: str) -> Program:
        found: Program = getattr(self.programs, name)
        return found

    def person(self, name: str) -> str:
        viewer: Viewer = getattr(self.programs.world, name)
        return str(viewer.person)

    def text(self, name: str, act: str) -> str:
        word = f"canary{name}{act.replace('_', '')}{next(self._numbers)}x"
        self.said[word] = name
        return word

    def begin(self, opener: str, **body: Any) -> Said:
        if not body:
            body = {"promise": self.programs.promised()["id"]}
        made = self.who(opener).post("/conversations", body)
        assert made.status_code == 201, made.data
        self.id = made.data["id"]
        data: Said = made.data
        return data

    def get(self, name: str, **headers: str) -> Any:
        return self.who(name).get(f"/conversations/{self.id}", **headers)

    def send(self, name: str, act: str, **facts: Any) -> Any:
        return self.who(name).post(f"/conversations/{self.id}/steps", {"act": act, **facts})

    def step(self, name: str, act: str, **facts: Any) -> Said:
        """With a text of its own for every text it takes."""
        if self.clock is not None:
            self.clock.shift(timedelta(seconds=1))
        given = {**self.words(name, act), **facts}
        answer = self.send(name, act, **given)
        assert answer.status_code == 201, (name, act, answer.data)
        data: Said = answer.data
        return data

    def words(self, name: str, act: str) -> dict[str, Any]:
        texts = {
            "note_private", "state_picture", "state_gap", "own_version", "give_account", "ask_question", "answer_question",
            "read_back", "talk_in_person", "own_part", "cause_sentence", "name_cost", "name_repair", "nothing_to_change",
            "own_statement", "look_again",
        }  # fmt: skip
        given: dict[str, Any] = {"text": self.text(name, act)} if act in texts else {}
        if act == "invite":
            given = {"purpose": self.text(name, act), "mode": "days"}
        if act == "give_account" and name == "dan":
            given["points"] = [self.text(name, "point")]
        if act == "give_causes":
            given = {"codes": CODES[name], "own_words": self.text(name, "own_words")}
        if act == "propose_agreement":
            given = {
                "actions": [
                    {"by": self.person(one), "text": self.text(name, "action"), "due": None}
                    for one in ("alice", "dan")
                ],
                "look_again_on": "2026-11-27",
                "answers": [{"point": 1, "text": self.text(name, "answer")}],
            }
        return given


Act = tuple[str, str, dict[str, Any]]
WHOLE: tuple[Act, ...] = (
    ("dan", "note_private", {"prompt": 1}),
    ("dan", "note_private", {"prompt": 2}),
    ("dan", "share_line", {"prompt": 1}),
    ("dan", "invite", {}),
    ("alice", "note_private", {"prompt": 3}),
    ("alice", "share_line", {"prompt": 3}),
    ("alice", "invite_facilitator", {"person": "olga"}),
    ("alice", "another_time", {"date": "2026-11-25"}),
    ("alice", "join", {}),
    ("dan", "agree_facilitator", {}),
    ("dan", "state_picture", {"was_a_yes": True}),
    ("alice", "state_picture", {"was_a_yes": True}),
    ("alice", "same_picture", {}),
    ("dan", "same_picture", {}),
    ("alice", "state_gap", {"conditions": [1]}),
    ("dan", "own_version", {}),
    ("dan", "give_account", {}),
    ("alice", "ask_question", {}),
    ("dan", "answer_question", {"question": 1}),
    ("alice", "read_back", {}),
    ("dan", "confirm_read_back", {"answer": "partly", "text": ...}),
    ("alice", "pause", {"date": "2026-11-26"}),
    ("dan", "resume", {}),
    ("alice", "read_back", {}),
    ("dan", "confirm_read_back", {"answer": "no", "text": ...}),
    ("alice", "read_back", {}),
    ("dan", "confirm_read_back", {"answer": "no", "text": ...}),
    ("alice", "talk_in_person", {}),
    ("alice", "read_back", {}),
    ("dan", "confirm_read_back", {"answer": "yes"}),
    ("alice", "own_part", {}),
    ("alice", "give_account", {}),
    ("alice", "give_causes", {}),
    ("dan", "give_causes", {}),
    ("dan", "cause_sentence", {}),
    ("alice", "name_cost", {}),
    ("alice", "name_repair", {"side": "asker"}),
    ("dan", "name_repair", {"side": "doer"}),
    ("dan", "propose_agreement", {}),
    ("alice", "agree_to_it", {"version": ...}),
    ("dan", "own_statement", {}),
    ("alice", "accept_summary", {}),
    ("dan", "look_again", {"verdict": "keep"}),
    ("alice", "look_again", {"verdict": "keep"}),
)
"""All eleven steps; `...` stands for a text of its own, or for the version of now. The last two on the day."""
LOOKING = 2
"""So many acts at the end are on the day of looking again."""


def play(talk: Talk, acts: tuple[Act, ...] = WHOLE) -> Iterator[tuple[str, str]]:
    """Play it act by act; after each, who did what."""
    for number, (name, act, facts) in enumerate(acts):
        given = dict(facts)
        if given.get("text") is ...:
            given["text"] = talk.text(name, act)
        if given.get("version") is ...:
            given["version"] = talk.get(name).data["version"]
        if "person" in given:
            given["person"] = talk.person(given["person"])
        if acts is WHOLE and number == len(WHOLE) - LOOKING and talk.clock is not None:
            talk.clock.shift(timedelta(days=4))
        talk.step(name, act, **given)
        yield name, act
