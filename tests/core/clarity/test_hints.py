"""What somebody sees beside an ask while writing it. Nothing here ever stops them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.clarity import CODES, Draft, Hint, hints


def _codes(draft: Draft) -> set[str]:
    return {hint.code for hint in hints(draft)}


def _one(draft: Draft, code: str) -> dict[str, str | int] | None:
    """Its facts, the words in small letters."""
    facts = next((dict(h.facts) for h in hints(draft) if h.code == code), None)
    return facts and {name: fact.lower() if isinstance(fact, str) else fact for name, fact in facts.items()}


ROTA = Draft(
    outcome="A rota for the Christmas support desk",
    has_due=True,
    standard=("Every day from 21 Dec to 3 Jan has two names", "Everyone on it has said yes"),
)


def test_a_clear_ask_without_a_reason_gets_the_three_lines_of_the_composer() -> None:
    assert [(h.code, h.kind) for h in hints(ROTA)] == [
        ("has_date", "good"),
        ("has_standard", "good"),
        ("no_reason", "open"),
    ]
    assert _one(ROTA, "has_standard") == {"count": 2}


def test_an_empty_page_is_only_told_what_is_still_open() -> None:
    assert [h.code for h in hints(Draft())] == ["no_date", "no_standard", "no_reason"]


def test_blank_points_do_not_count() -> None:
    assert _one(Draft(standard=("", " \n", "It runs")), "has_standard") == {"count": 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Please provide me with information about this deal asap.", "asap"),
        ("Send me the list A.S.A.P", "a.s.a.p"),
        ("Could you look at the invoice soon?", "soon"),
        ("A quote as soon as possible", "as soon as possible"),
        ("Read my draft when you get a chance", "when you get a chance"),
        ("Call the supplier at your earliest convenience", "at your earliest convenience"),
        ("No rush, but the slides for the board", "no rush"),
        ("The minutes in due course", "in due course"),
        ("Let\u2019s have the new layout at some point", "at some point"),
        ("Reply when it suits", "when it suits"),
    ],
)
def test_words_that_name_no_day_are_shown(text: str, words: str) -> None:
    assert _one(Draft(outcome=text), "vague_date") == {"words": words}
    assert "no_date" not in _codes(Draft(outcome=text))


@pytest.mark.parametrize(
    "text",
    [
        "A call as soon as the invoice arrives",
        "The sooner list of two",
        "Asaph's report",
        "Call me when you get home",
        "Tell me when you can send the maps",
        "A page on how we spend some time together",
        "Soonest delivery note",
    ],
)
def test_words_that_only_look_like_it_are_let_be(text: str) -> None:
    assert "vague_date" not in _codes(Draft(outcome=text))


def test_with_a_date_in_its_field_soon_does_no_harm() -> None:
    assert _one(Draft(outcome="The list soon", has_due=True), "has_date") == {}
    assert "vague_date" not in _codes(Draft(outcome="The list soon", has_due=True))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Send me the list by Friday", "by friday"),
        ("A draft by the end of next week", "by the end of next week"),
        ("Three dates within two days", "within two days"),
        ("The quote by 9 Dec", "by 9"),
        ("The plan by COB", "by cob"),
        ("Could you make dinner on Wednesday night?", "on wednesday"),
        ("A room for tomorrow", "tomorrow"),
    ],
)
def test_a_day_written_in_the_sentence_is_asked_into_its_field(text: str, words: str) -> None:
    assert _one(Draft(outcome=text), "date_in_words") == {"words": words}


def test_what_is_typed_for_a_date_is_read_first() -> None:
    draft = Draft(outcome="A rota", due_words="whenever you can")
    assert _one(draft, "vague_date") == {"words": "whenever you can"}


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ("The onboarding is better", "better"),
        ("It is done properly", "properly"),
        ("The wiki is cleaned up", "cleaned up"),
        ("Sam shows more ownership", "more ownership"),
        ("Take ownership of the release", "take ownership"),
        ("The page is user-friendly", "user-friendly"),
        ("Tests as needed", "as needed"),
        ("Logos, colours, fonts etc.", "etc"),
        ("Everything is in good shape", "in good shape"[3:]),
        ("Better by 4 December", "better"),
        ("The team is more proactive", "more proactive"),
        ("Sort it out with legal", "sort it out"),
    ],
)
def test_a_point_two_people_may_read_differently_is_named(point: str, words: str) -> None:
    draft = Draft(outcome="x", standard=("It is in the shared folder", point))
    assert _one(draft, "vague_standard") == {"words": words, "point": 2}


@pytest.mark.parametrize(
    "point",
    [
        "Every day has two names",
        "The start page loads better than in 200 ms",
        "All 14 links work",
        "Legal has signed it",
        "Etched glass in the door",
        "Improvised scenes are marked",
    ],
)
def test_a_point_that_can_be_checked_is_let_be(point: str) -> None:
    assert "vague_standard" not in _codes(Draft(outcome="x", standard=(point,)))


def test_without_points_the_sentence_itself_is_looked_at() -> None:
    draft = Draft(outcome="A better onboarding")
    assert _one(draft, "vague_standard") == {"words": "better", "point": 0}
    assert "no_standard" in _codes(draft)
    assert "vague_standard" not in _codes(
        Draft(outcome="A better onboarding", standard=("Each new person has a buddy on day 1",))
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Somebody should call the landlord", "somebody should"),
        ("Can someone take the minutes?", "can someone"),
        ("We should really fix the printer", "we should"),
        ("We need to update the numbers for the offer", "we need to"),
        ("It would be nice if the kitchen were clean", "it would be nice if"),
        ("Let\u2019s discuss this sometime", "let's"),
        ("The team needs to answer mail faster", "the team needs to"),
        ("If anyone has a minute, water the plants", "if anyone"),
        ("This needs to be done before the audit", "needs to be done"),
    ],
)
def test_an_ask_of_nobody_in_particular_is_noticed(text: str, words: str) -> None:
    assert _one(Draft(outcome=text), "nobody") == {"words": words}


@pytest.mark.parametrize(
    "text",
    [
        "Find someone from legal to read it",
        "A list of what we shipped",
        "Ask one of them for a date",
    ],
)
def test_somebody_as_a_third_person_is_fine(text: str) -> None:
    assert "nobody" not in _codes(Draft(outcome=text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Write the summary and book a room for Tuesday", "and book a"),
        ("Fix the door and paint the wall", "and paint the"),
        ("Send me the list. Also, please check the volumes.", "also, please check the"),
        ("Please call Ana. Could you renew the licence too?", "could you renew the"),
        ("Read the offer, and also the contract", "and also"),
        ("1. Order the badges\n2. Print the signs", "print the signs"),
        ("Draft the letter; send it to Mei", "send it to mei"),
    ],
)
def test_two_asks_in_one_are_noticed(text: str, words: str) -> None:
    assert _one(Draft(outcome=text), "two_asks") == {"words": words}


@pytest.mark.parametrize(
    "text",
    [
        "Read this by Thursday and say what is unclear",
        "Send me three dates for the workshop",
        "Tell me one thing I should stop asking for",
        "A rota and a seating plan",
        "Review the contract and send me your comments",
        "Look at the draft. It is the one from Monday.",
        "A list of names, titles and addresses",
        "Check and sign the lease",
    ],
)
def test_one_ask_with_its_answer_is_one_ask(text: str) -> None:
    assert "two_asks" not in _codes(Draft(outcome=text))


@pytest.mark.parametrize(
    "text",
    [
        "You'll cover my shift on Monday, won't you?",
        "You will have this on my desk at nine",
        "I assume you can stay late on Thursday",
        "I'll assume that you folks will call me",
        "The figures, thanks in advance",
        "Take the late shift, ok?",
        "This one is not optional",
        "You need to finish the deck",
        "I am counting on you for the demo",
        "Why haven't you sent the plan?",
        "The plan is final unless I hear otherwise",
    ],
)
def test_a_question_that_leaves_no_room_for_a_no_is_noticed(text: str) -> None:
    assert "no_way_to_say_no" in _codes(Draft(outcome=text))


@pytest.mark.parametrize(
    "text",
    [
        "Everything you'll need for the demo",
        "Could you cover my shift on Monday?",
        "Would you have a look at the lease?",
        "A list of the things you need to install",
        "The right cable for the projector",
        "Below you will find the text to read",
    ],
)
def test_a_question_one_can_say_no_to_is_let_be(text: str) -> None:
    assert "no_way_to_say_no" not in _codes(Draft(outcome=text))


def test_softeners_are_only_mentioned() -> None:
    draft = Draft(outcome="Sorry to bother, maybe you could just send the file? Just the file.")
    softener = next(h for h in hints(draft) if h.code == "softener")
    assert softener.kind == "info"
    assert softener.facts == {"words": "sorry to bother, maybe, just"}


@pytest.mark.parametrize(
    "draft",
    [
        Draft(purpose="Two of us are away over the holidays"),
        Draft(outcome="The list by noon, because the printer closes at one"),
        Draft(outcome="The list", background="I need it so that Mei can order"),
    ],
)
def test_a_reason_is_noticed_where_it_is_given(draft: Draft) -> None:
    assert "has_reason" in _codes(draft)
    assert "no_reason" not in _codes(draft)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Schick mir bitte die Liste, so bald wie möglich", "vague_date", "so bald wie möglich"),
        ("Die Folien bei Gelegenheit", "vague_date", "bei gelegenheit"),
        ("Der Bericht bis Freitag", "date_in_words", "bis freitag"),
        ("Die Zahlen bis zum 27. November", "date_in_words", "bis zum 27. november"),
        ("Das Wiki aufräumen", "vague_standard", "aufräumen"),
        ("Mehr Verantwortung übernehmen", "vague_standard", "mehr verantwortung"),
        ("Jemand sollte den Kunden anrufen", "nobody", "jemand sollte"),
        ("Man müsste das Protokoll schreiben", "nobody", "man müsste"),
        ("Lies den Entwurf und schick mir die Liste", "two_asks", "und schick mir"),
        ("Könntest du vielleicht den Entwurf lesen?", "softener", "vielleicht"),
        ("Du machst das doch, oder?", "no_way_to_say_no", "oder?"),
        ("Den Bericht lesen, danke im Voraus", "no_way_to_say_no", "danke im voraus"),
    ],
)
def test_german_words_are_read_as_well(text: str, code: str, words: str) -> None:
    found = _one(Draft(outcome=text, language="de-AT"), code)
    assert found is not None
    assert found["words"] == words


@pytest.mark.parametrize(
    "text",
    [
        "Ein Dienstplan für die Feiertage mit zwei Namen an jedem Tag",
        "Lies den Entwurf und sag, was unklar ist",
        "Drei Vorschläge für unser nächstes Gespräch",
    ],
)
def test_a_clear_german_ask_gets_no_hint_about_its_words(text: str) -> None:
    assert _codes(Draft(outcome=text, language="de")) <= {
        "no_date",
        "no_standard",
        "no_reason",
        "date_in_words",
    }


def test_german_says_why_with_weil() -> None:
    assert "has_reason" in _codes(Draft(outcome="Die Liste, weil der Kunde wartet", language="de"))


def test_what_is_german_is_read_as_german_whatever_language_the_pages_have() -> None:
    german = "Jeder sollte bis Montag den Ordner ordentlich aufräumen, sobald du Zeit hast."
    assert {"nobody", "date_in_words", "vague_standard"} <= _codes(Draft(outcome=german, language="en"))
    assert "nobody" in _codes(Draft(outcome="Somebody should call the landlord for us", language="de-AT"))


def test_in_other_languages_only_what_needs_no_words() -> None:
    english = "We should maybe do it properly soon, ok? And also call Ana."
    for language in ("fr", "pt-BR", "ar", "", "xx"):
        draft = Draft(outcome=english, standard=("better",), language=language)
        assert _codes(draft) == {"no_date", "has_standard"}
    assert "nobody" in _codes(Draft(outcome=english, language="en_GB"))


@given(
    st.builds(
        Draft,
        outcome=st.text(),
        has_due=st.booleans(),
        due_words=st.text(max_size=30),
        standard=st.lists(st.text(max_size=50), max_size=12).map(tuple),
        purpose=st.text(max_size=20),
        background=st.text(max_size=50),
        language=st.sampled_from(["en", "de", "en-GB"]),
    )
)
def test_whatever_is_typed_there_is_one_hint_each_on_date_points_and_reason(draft: Draft) -> None:
    found = [hint.code for hint in hints(draft)]
    assert found == sorted(found, key=CODES.index)
    assert sum(code in found for code in ("has_date", "no_date", "vague_date", "date_in_words")) == 1
    assert sum(code in found for code in ("has_standard", "no_standard")) == 1
    assert sum(code in found for code in ("has_reason", "no_reason")) == 1
    assert all(hint.facts.get("words") != "" for hint in hints(draft))


@pytest.mark.parametrize(
    "piece",
    [
        ".", "?", ", ", "and ", "you ", "as soon as ", "in the ", "by the end of ", "\n", " ", "a",
        "can you ", "if it ", "\u2028", "ß", "\U0001f937", "when you ", "we all ", "1. ", "just ",
        "thank you ", "!?;", "and call ", "\x00", "\u202e",
    ],
)  # fmt: skip
def test_hostile_lengths_take_time_in_proportion(piece: str) -> None:
    def seconds(size: int) -> float:
        draft = Draft(outcome=(piece * size)[:size], due_words=piece, standard=(piece * 50,))
        start = time.process_time()
        hints(draft)
        return time.process_time() - start

    seconds(1_000)
    small = min(seconds(20_000) for _ in range(3))
    large = min(seconds(160_000) for _ in range(2))
    # Eight times the text: a square would take sixty-four times as long.
    assert large < 30 * small + 0.05


def test_a_hint_knows_no_other_codes() -> None:
    assert {Hint(code).kind for code in CODES} == {"good", "open", "info"}


def test_what_was_found_is_quoted_as_it_was_typed() -> None:
    (hint,) = [
        one for one in hints(Draft("Read this By  Thursday", language="en")) if one.code == "date_in_words"
    ]
    assert hint.facts["words"] == "By Thursday"
