"""The life of a place, step by step."""

import threading

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
    "revise": moderation.revise,
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", Status.values)
def test_a_step_works_from_its_states_and_is_refused_from_all_others(db, step, status):
    posting = PostingFactory(status=status)
    if moderation.can(step, posting):
        STEPS[step](posting)
        assert Posting.objects.get(pk=posting.pk).status != status
    else:
        with pytest.raises(ValidationError):
            STEPS[step](posting)
        assert Posting.objects.get(pk=posting.pk).status == status


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
