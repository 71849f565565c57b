"""The program blames nobody: certain words are in no sentence it shows, in no language.

A sentence that must have one (it explains the rule itself) stands whole in allowed_sentences.txt."""

from __future__ import annotations

import re

import pytest

from tests.house import shown, sources

ENGLISH = """
overdue late failed failure fail fails missed broken breach violation blame fault excuse reject rejected refuse refused
escalate escalated assign assigned assignee owner compliance offender underperform underperforming
"""
GERMAN = """
überfällig verspätet gescheitert fehlgeschlagen fehlschlag versäumt verpasst gebrochen verstoß verletzung schuld
schuldig vorwurf ausrede ablehnen abgelehnt verweigern verweigert eskalieren eskaliert zuweisen zugewiesen besitzer
inhaber eigentümer compliance versager leistungsschwach
"""
PHRASES = ("why did you", "warum hast du")
WORDS = re.compile(
    r"\b(?:"
    + "|".join([*(ENGLISH + GERMAN).split(), *(phrase.replace(" ", r"\s+") for phrase in PHRASES)])
    + r")\b",
    re.IGNORECASE,
)
ALLOWED = (sources.ROOT / "tests" / "house" / "allowed_sentences.txt").read_text(encoding="utf-8")
ALLOWED_SENTENCES = {
    line.strip() for line in ALLOWED.splitlines() if line.strip() and not line.startswith("#")
}


def blaming(text: str) -> list[str]:
    return [part for part in shown.sentences(text) if WORDS.search(part) and part not in ALLOWED_SENTENCES]


@pytest.mark.parametrize("text", ["This is overdue.", "Why did  you do it?", "Zugewiesen an dich", "FAILED"])
def test_a_blaming_word_is_found(text: str) -> None:
    assert blaming(text)


@pytest.mark.parametrize("text", ["Later, please.", "The owners' meeting", "lately", "default", "assignment"])
def test_a_word_that_only_contains_one_is_not(text: str) -> None:
    assert not blaming(text)


def test_what_is_shown_is_read_from_every_kind_of_file() -> None:
    assert "Bad luck" in list(shown.of_template("<p class='late'>Bad luck</p>{# failed #}"))
    assert "Say it" in list(shown.of_template("<input placeholder='Say it' name='owner'>"))
    assert "So late" in list(shown.of_template("{{ _('So late') }}{% if late %}{% endif %}"))
    assert "a b" in list(shown.of_catalogue('msgid "x"\nmsgstr ""\n"a "\n"b"\n'))
    assert "too late" in list(shown.of_script('say("too late"); // failed'))
    tree = sources.ast.parse("click.echo('late'); refuse(_('broken'))")
    assert {"late", "broken"} <= set(shown.of_python(tree, is_command=True))


def test_the_program_shows_no_blaming_word() -> None:
    found = []
    for path, texts in shown.files():
        name = path.relative_to(sources.ROOT).as_posix()
        found += [f"{name}: {sentence}" for text in texts for sentence in blaming(text)]
    assert not found, "\n".join(found)


def test_no_sentence_is_allowed_that_nobody_shows() -> None:
    said = {part for _path, texts in shown.files() for text in texts for part in shown.sentences(text)}
    assert said >= ALLOWED_SENTENCES
