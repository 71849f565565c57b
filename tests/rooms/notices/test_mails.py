"""What arrives in people's mailboxes, and when, through a real mail server."""

from __future__ import annotations

from datetime import datetime

import pytest

from fairlead.rooms.notices.models import Outbox
from fairlead.rooms.people import actions as people
from tests.rooms.notices.conftest import DAY, NOW, Post, settings_for

TOMORROW = "2026-11-24T17:00:00+01:00[Europe/Berlin]"
MORNING = datetime.fromisoformat("2026-11-24T08:00+01:00")
FRIDAY_WEEK = "2026-12-04T12:00:00+00:00[UTC]"


def test_an_ask_for_tomorrow_is_in_the_mailbox_at_once(post: Post) -> None:
    asked = post.world.ask(due=TOMORROW)
    assert post.work(NOW) == ["dan@example.org"]
    assert post.subject() == "Alice Adams asks you: A rota for the Christmas support desk"
    assert f"/promises/{asked.id}" in post.text()
    assert "Every day has two names" in post.text()
    assert f"fairlead1 {asked.id} 1 {asked.head}" in post.text()
    html = post.box.mails[0].get_body(("html",))
    assert html is not None
    assert "Every day has two names" in html.get_content()


def test_the_same_ask_is_never_mailed_twice(post: Post) -> None:
    post.world.ask(due=TOMORROW)
    post.work(NOW)
    assert post.work(NOW + DAY / 24) == []
    assert post.work(MORNING) == []


def test_an_ask_for_next_week_waits_for_the_daily_note(post: Post) -> None:
    post.world.ask()
    assert post.work(NOW) == []
    assert post.work(MORNING) == ["dan@example.org"]
    assert post.subject() == "Your day: Tue 24 Nov"
    assert "New, and your turn" in post.text()
    assert "Alice Adams asks you" in post.text()
    assert post.work(MORNING + DAY) == []


def test_one_note_holds_the_whole_day(post: Post) -> None:
    for outcome in ("A rota", "A list of names", "Three dates"):
        post.world.ask(outcome=outcome)
    post.work(NOW)
    assert post.work(MORNING) == ["dan@example.org"]
    assert all(outcome in post.text() for outcome in ("A rota", "A list of names", "Three dates"))


def test_who_has_answered_already_is_not_told_of_it(post: Post) -> None:
    asked = post.world.ask()
    post.work(NOW)
    post.world.move(post.world.dan, asked, "accept")
    post.work(post.world.at)
    assert post.work(MORNING) == ["alice@example.org"]  # for her it is news
    assert "Good to know; nothing to do" in post.text()
    assert "Dan Dorn said yes" in post.text()
    assert post.work(MORNING + DAY) == []


def test_an_answer_before_the_mail_goes_cancels_it(post: Post) -> None:
    evening = NOW.replace(hour=20)
    post.world.at = evening
    asked = post.world.ask(due=TOMORROW)
    assert post.work(evening) == []  # his quiet hours
    post.world.move(post.world.dan, asked, "decline")
    assert post.work(post.world.at) == []
    assert post.work(MORNING) == ["alice@example.org"]
    assert "Dan Dorn said: not this time. It is a clear no" in post.text()
    assert Outbox.objects.get(kind="at_once").reason == "acted"


def test_a_change_suggested_gives_the_other_the_turn_and_the_mail(post: Post) -> None:
    asked = post.world.ask(due=TOMORROW)
    post.work(NOW)
    post.world.move(post.world.dan, asked, "ask", text="Which desk?")
    assert post.work(NOW + DAY / 24) == ["alice@example.org"]
    assert post.subject().startswith("Dan Dorn has a question")


def test_words_changed_five_times_are_one_nudge_a_day(post: Post) -> None:
    asked = post.world.ask(due=TOMORROW)
    post.work(NOW)
    for count in range(5):
        asked = post.world.move(post.world.alice, asked, "amend", terms={"outcome": f"A rota, {count}"})
        assert post.work(post.world.at) == []
    assert post.work(MORNING) == ["dan@example.org"]
    assert "A rota, 4" in post.text()


def test_notes_and_thanks_nudge_nobody_at_once(post: Post) -> None:
    promised = post.world.promised(due=TOMORROW)
    post.work(NOW)
    before = len(post.box.mails)
    post.world.move(post.world.alice, promised, "note", text="Any news?")
    post.world.move(post.world.alice, promised, "thank")
    post.work(post.world.at)
    assert len(post.box.mails) == before


def test_mails_about_one_promise_form_one_thread(post: Post) -> None:
    asked = post.world.ask(due=TOMORROW)
    post.work(NOW)
    post.world.move(post.world.dan, asked, "ask", text="Which desk?")
    post.work(post.world.at)
    first, second = post.box.mails
    assert first["References"] == second["In-Reply-To"] == f"<promise-{asked.id}@127.0.0.1>"
    assert first["Message-ID"] != second["Message-ID"]


def test_the_doer_alone_is_reminded_once_two_working_days_before(post: Post) -> None:
    promised = post.world.promised(due=FRIDAY_WEEK)
    post.work(NOW)
    post.work(MORNING)
    morning = datetime.fromisoformat("2026-12-02T08:00+01:00")
    assert post.work(morning - DAY) == []
    assert post.work(morning) == ["dan@example.org"]
    assert post.subject() == "Still on its way? A rota for the Christmas support desk"
    assert f"/notices/still/{promised.id}" in post.text()
    assert f"/promises/{promised.id}/flag_risk" in post.text()
    assert post.work(morning + DAY / 2) == []


def test_no_reminder_of_what_is_done_or_being_talked_about(post: Post) -> None:
    first = post.world.promised(due=FRIDAY_WEEK)
    second = post.world.promised(due=FRIDAY_WEEK)
    post.world.move(post.world.dan, first, "report_done")
    changed = post.world.move(
        post.world.dan, second, "propose_change", terms={"due": "2026-12-11T12:00:00+00:00"}
    )
    post.work(NOW)
    post.work(MORNING)
    post.box.mails.clear()
    morning = datetime.fromisoformat("2026-12-02T08:00+01:00")
    post.world.at = morning - DAY
    assert post.work(morning) == []
    # She keeps what was agreed: the reminder comes alive again.
    post.world.move(post.world.alice, changed, "keep_terms")
    post.work(morning)
    assert "Still on its way?" in " ".join(str(mail["Subject"]) for mail in post.box.mails)


def test_a_new_date_has_a_reminder_of_its_own(post: Post) -> None:
    promised = post.world.promised(due=FRIDAY_WEEK)
    changed = post.world.move(
        post.world.dan, promised, "propose_change", terms={"due": "2026-12-11T12:00:00+00:00"}
    )
    post.world.move(post.world.alice, changed, "agree")
    post.work(NOW)
    post.work(MORNING)
    assert post.work(datetime.fromisoformat("2026-12-02T08:00+01:00")) == []
    assert post.work(datetime.fromisoformat("2026-12-09T08:00+01:00")) == ["dan@example.org"]


def test_the_morning_after_a_date_both_read_the_same_words_once(post: Post) -> None:
    post.world.promised(due=FRIDAY_WEEK)
    for day in range(1, 11):
        post.work(MORNING + DAY * day)
    post.box.mails.clear()
    # Friday's date: Monday morning.
    monday = datetime.fromisoformat("2026-12-07T08:00+01:00")
    assert post.work(monday - DAY / 24) == []
    assert sorted(post.work(monday)) == ["alice@example.org", "dan@example.org"]
    hers, his = (post.text(n).split(",", 1)[1].split("--")[0] for n in (0, 1))
    assert hers == his
    assert "Nothing has changed by itself" in hers
    assert post.work(datetime.fromisoformat("2026-12-08T08:00+01:00")) == []


def test_nobody_is_told_of_a_date_that_was_kept(post: Post) -> None:
    promised = post.world.promised(due=FRIDAY_WEEK)
    done = post.world.move(post.world.dan, promised, "report_done")
    post.world.move(post.world.alice, done, "declare_satisfied")
    for day in range(20):
        post.work(MORNING + DAY * day)
    assert all("passed" not in str(mail["Subject"]) for mail in post.box.mails)


def test_the_asker_is_nudged_once_when_the_moment_to_check_has_come(post: Post) -> None:
    promised = post.world.promised(due=FRIDAY_WEEK)
    post.world.at = datetime.fromisoformat("2026-12-03T10:00+00:00")
    post.world.move(post.world.dan, promised, "report_done")
    post.work(post.world.at)
    post.box.mails.clear()
    assert post.work(datetime.fromisoformat("2026-12-09T12:30+00:00")) == []
    assert post.work(datetime.fromisoformat("2026-12-10T08:00+01:00")) == ["alice@example.org"]
    assert post.subject().startswith("Please check:")
    assert post.work(datetime.fromisoformat("2026-12-11T08:00+01:00")) == []


def test_nothing_comes_while_somebody_is_away(post: Post) -> None:
    people.set_away(by=post.world.dan, until=(NOW + 3 * DAY).date(), at=NOW)
    post.world.ask(due=TOMORROW)
    post.world.ask()
    for hours in range(0, 95, 5):
        assert post.work(NOW + DAY * hours / 24) == []
    assert sorted(post.work(datetime.fromisoformat("2026-11-27T08:00+01:00"))) == ["dan@example.org"] * 2


def test_who_goes_away_after_it_was_planned_is_left_alone_too(post: Post) -> None:
    post.world.ask()
    post.work(NOW)
    people.set_away(by=post.world.dan, until=(NOW + DAY).date(), at=NOW)
    assert post.work(MORNING) == []
    assert post.work(MORNING + DAY) == ["dan@example.org"]


def test_who_was_suspended_gets_no_mail_any_more(post: Post) -> None:
    post.world.ask(due=TOMORROW)
    post.world.at = NOW
    people.suspend(post.world.dan.person, by=post.world.alice, at=NOW)
    assert post.work(NOW) == []


def test_an_administrators_act_is_told_to_its_person(post: Post) -> None:
    people.set_admin(post.world.dan.person, is_admin=True, by=post.world.alice, at=NOW)
    assert post.work(NOW) == ["dan@example.org"]
    assert "Alice Adams made you an administrator." in post.text()
    assert post.work(NOW) == []


def test_who_wants_no_mail_at_once_reads_it_in_the_note(post: Post) -> None:
    settings_for(post.world.dan, at_once=False)
    post.world.ask(due=TOMORROW)
    assert post.work(NOW) == []
    assert post.work(MORNING) == ["dan@example.org"]
    assert post.subject().startswith("Your day")


def test_mail_speaks_the_language_of_its_reader(post: Post) -> None:
    people.save_appearance(by=post.world.dan, theme="system", language="de", zone="UTC")
    post.world.ask(due=TOMORROW)
    post.work(NOW)
    assert post.box.mails[0]["Content-Language"] == "de"


@pytest.mark.parametrize(
    "outcome", ["Two\r\nBcc: x@example.net lines", "<script>alert(1)</script>", "50% {{ 7*7 }} %s"]
)
def test_hostile_words_are_inert(post: Post, outcome: str) -> None:
    post.world.ask(due=TOMORROW, outcome=outcome)
    assert post.work(NOW) == ["dan@example.org"]
    mail = post.box.mails[0]
    html = mail.get_body(("html",))
    assert html is not None
    assert mail["Bcc"] is None
    assert "<script>" not in html.get_content()
    assert "".join(outcome.split()) in "".join(post.text().split())


def test_a_row_of_the_outbox_holds_nobodys_words(post: Post) -> None:
    post.world.ask(due=TOMORROW, outcome="Canary")
    post.work(NOW)
    assert all("Canary" not in str(value) for row in Outbox.objects.values() for value in row.values())


def test_without_a_mail_server_nothing_piles_up(post: Post, settings: object) -> None:
    settings.MAIL = None  # type: ignore[attr-defined]
    post.world.ask(due=TOMORROW)
    post.work(NOW)
    assert set(Outbox.objects.values_list("reason", flat=True)) == {"no_server"}


# --- check-ins ---

CHECK_IN = "2026-11-26T09:00:00+01:00[Europe/Berlin]"
THURSDAY = datetime.fromisoformat("2026-11-26T09:00+01:00")


def test_at_a_check_in_the_doer_alone_is_asked_and_with_three_ways_to_answer(post: Post) -> None:
    promise = post.world.promised(check_ins=[CHECK_IN])
    post.work(MORNING)
    assert post.work(THURSDAY - DAY / 24) == []
    assert post.work(THURSDAY) == ["dan@example.org"]
    assert post.subject() == "You agreed to talk today: A rota for the Christmas support desk"
    for way in ("check-in", "flag_risk", "propose_change"):
        assert f"/promises/{promise.id}/{way}" in post.text()
    assert post.work(THURSDAY + DAY / 24) == []


def test_a_check_in_that_has_its_word_or_was_agreed_away_mails_nobody(post: Post) -> None:
    world = post.world
    said = world.promised(check_ins=[CHECK_IN], outcome="Said")
    moved = world.promised(check_ins=[CHECK_IN], outcome="Moved")
    post.work(MORNING)
    world.at = THURSDAY
    changed = world.move(world.dan, moved, "propose_change", terms={"check_ins": []})
    world.move(world.alice, changed, "agree")
    world.move(world.dan, said, "note", text="Half of it is there")
    mailed = post.work(world.at)
    assert "dan@example.org" not in mailed
