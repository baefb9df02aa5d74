"""The life of a place, step by step."""

import threading
from datetime import date, time, timedelta
from unittest import mock

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from internships import moderation
from internships.counting import PostingCount
from internships.models import Posting
from tests.factories import PostingFactory

Status = Posting.Status
STEPS = {
    "submit": moderation.submit,
    "approve": moderation.approve,
    "reject": lambda posting: moderation.reject(posting, "Bitte die Arbeitszeit ergänzen."),
    "pause": moderation.pause,
    "resume": moderation.resume,
    "fill": moderation.fill,
    "expire": moderation.expire,
    "confirm": moderation.confirm,
    "remind": moderation.remind,
    "revive": moderation.revive,
    "revise": moderation.revise,
    "rework": moderation.rework,
}
STAYS_PUBLIC = {"confirm", "remind"}


@pytest.mark.parametrize("status", Status.values)
def test_a_step_works_from_its_states_and_is_refused_from_all_others(db, status):
    pk = PostingFactory(status=status).pk
    for step, take in STEPS.items():
        Posting.objects.filter(pk=pk).update(status=status)
        posting = Posting.objects.get(pk=pk)
        if moderation.can(step, posting):
            take(posting)
            assert (Posting.objects.get(pk=pk).status == status) == (step in STAYS_PUBLIC), step
        else:
            with pytest.raises(ValidationError):
                take(posting)
            assert Posting.objects.get(pk=pk).status == status, step


def test_from_draft_to_public_the_company_is_told_and_the_history_knows(db, django_capture_on_commit_callbacks):
    posting = PostingFactory(status=Status.DRAFT, published_at=None, company__is_verified=False)
    with django_capture_on_commit_callbacks(execute=True):
        moderation.submit(posting)
        moderation.approve(posting)
    assert posting.is_public
    assert posting.company.is_verified
    assert [message.subject.split(":")[0] for message in mail.outbox] == ["Eingereicht", "Ihr Platz ist öffentlich"]
    reasons = list(posting.history.order_by("history_id").values_list("history_change_reason", flat=True))
    assert reasons[-2:] == ["zur Freigabe eingereicht", "freigegeben"]


def test_giving_back_needs_a_reason_that_the_company_reads(db, django_capture_on_commit_callbacks):
    posting = PostingFactory(status=Status.SUBMITTED)
    with pytest.raises(ValidationError):
        moderation.reject(posting, "  ")
    with django_capture_on_commit_callbacks(execute=True):
        moderation.reject(posting, "Bitte die Arbeitszeit ergänzen.")
    assert "Bitte die Arbeitszeit ergänzen." in mail.outbox[0].body


def test_a_copy_is_a_draft_without_dates(db):
    posting = PostingFactory(starts_on=timezone.localdate())
    twin = moderation.copy(posting)
    assert (twin.title, twin.status, twin.starts_on, twin.published_at) == (posting.title, Status.DRAFT, None, None)
    assert twin.pk != posting.pk


def test_at_night_places_whose_last_start_has_passed_leave_the_list(db):
    over = PostingFactory(starts_on="2020-01-01", starts_until="2020-02-01")
    open_end = PostingFactory()
    call_command("expire_postings", verbosity=0)
    assert [Posting.objects.get(pk=pk).status for pk in (over.pk, open_end.pk)] == [Status.EXPIRED, Status.PUBLIC]


@pytest.fixture
def fresh(db):
    """A public place confirmed today, and a function that lets nights go by and tells what was mailed."""
    posting = PostingFactory(title="Regale", confirmed_on=timezone.localdate(), company__email="chefin@example.org")

    def night(days_later: int) -> list[str]:
        mail.outbox.clear()
        with mock.patch.object(timezone, "localdate", return_value=posting.confirmed_on + timedelta(days=days_later)):
            call_command("confirm_postings", verbosity=0)
        posting.refresh_from_db()
        return [message.subject for message in mail.outbox]

    posting.night = night
    return posting


def test_a_public_place_is_asked_about_a_week_and_a_day_before_it_leaves(fresh, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert fresh.night(52) == []
    told = {}
    for days in (53, 54, 59, 60):
        with django_capture_on_commit_callbacks(execute=True):
            fresh.night(days)
        told[days] = [message.subject for message in mail.outbox]
    assert told == {53: ["Noch frei? Regale"], 54: [], 59: ["Noch frei? Regale"], 60: ["Herausgenommen: Regale"]}
    assert (fresh.status, fresh.ended_because) == (Status.EXPIRED, Posting.Ended.UNCONFIRMED)


def test_nothing_leaves_without_two_reminders_even_when_the_clock_stood_still(fresh):
    for days in (80, 81):
        fresh.night(days)
        assert fresh.is_public
    fresh.night(82)
    assert fresh.status == Status.EXPIRED


def test_whoever_confirms_has_sixty_more_days(fresh):
    fresh.night(55)
    assert fresh.reminders == 1
    moderation.confirm(fresh)
    assert (fresh.reminders, fresh.confirmed_on) == (0, timezone.localdate())


def test_only_what_could_still_start_and_was_public_comes_back(db):
    over = PostingFactory(status=Status.EXPIRED, ended_because=Posting.Ended.STARTED, starts_on=date(2020, 1, 1))
    never_seen = PostingFactory(status=Status.FILLED, published_at=None)
    forgotten = PostingFactory(status=Status.EXPIRED, ended_because=Posting.Ended.UNCONFIRMED)
    assert [moderation.can("revive", posting) for posting in (over, never_seen, forgotten)] == [False, False, True]


def test_an_unlawful_place_cannot_be_handed_in(db):
    posting = PostingFactory(status=Status.DRAFT, day_starts=time(5), day_ends=time(11))
    with pytest.raises(ValidationError, match="§ 14 JArbSchG"):
        moderation.submit(Posting.objects.get(pk=posting.pk))
    assert Posting.objects.get(pk=posting.pk).status == Status.DRAFT


@pytest.mark.parametrize(
    "step, status, subject",
    [
        (moderation.submit, Status.DRAFT, "Eingereicht"),
        (moderation.pause, Status.PUBLIC, "Pausiert"),
        (moderation.resume, Status.PAUSED, "Wieder öffentlich"),
        (moderation.fill, Status.PUBLIC, "Besetzt"),
        (moderation.revise, Status.PUBLIC, "Wird geprüft"),
        (moderation.expire, Status.PUBLIC, "Beendet"),
        (moderation.revive, Status.FILLED, "Wieder öffentlich"),
    ],
)
def test_each_step_is_told_to_the_company(db, django_capture_on_commit_callbacks, step, status, subject):
    posting = PostingFactory(status=status, title="Regale")
    with django_capture_on_commit_callbacks(execute=True):
        step(posting)
    assert [message.subject for message in mail.outbox] == [f"{subject}: Regale"]


def test_the_counts_follow_every_step_move_and_deletion(db):
    posting = PostingFactory()
    total = lambda: sum(PostingCount.objects.tally().values())  # noqa: E731
    assert total() == 1
    moderation.pause(posting)
    assert total() == 0
    moderation.resume(posting)
    posting.municipality = PostingFactory(company__municipality__place="Belm").municipality
    posting.save()
    assert set(PostingCount.objects.tally().values()) == {2}
    Posting.objects.all().delete()
    assert total() == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_decide_at_once_only_one_does():
    posting = PostingFactory(status=Status.SUBMITTED)
    outcomes, together = [], threading.Barrier(2)

    def decide(step):
        mine = Posting.objects.get(pk=posting.pk)
        together.wait()
        try:
            step(mine)
            outcomes.append("done")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[step]) for step in (moderation.approve, moderation.approve)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcomes) == ["done", "refused"]
