"""Mails as people get them: text and HTML of the same words, and nothing lost while a server is away."""

import io
import mailbox
import os
import smtplib
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.core import mail as django_mail
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from internships.models import Company, Posting
from portal import bounces, letters, mail
from portal.outbox import MailProblem, OutgoingMail
from tests.factories import CompanyFactory, PostingFactory, UserFactory
from tests.pages import text_of

PORT = 8250 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Postbox:
    """What the mail server says to a recipient (RCPT) and to a mail (DATA), and the mails it took."""

    def __init__(self):
        self.to_recipient = self.to_mail = "250 OK"
        self.mails = []

    def open(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=PORT)
        self.controller.start()

    def shut(self):
        self.controller.stop()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server, session, envelope):
        if self.to_mail.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.to_mail


@pytest.fixture
def postbox(settings):
    """A real SMTP server, and the database's task queue with a worker that the test starts itself."""
    settings.TASKS = DATABASE_TASKS
    settings.MAILERS = {"default": {"BACKEND": SMTP, "OPTIONS": {"host": "127.0.0.1", "port": PORT, "timeout": 5}}}
    server = Postbox()
    server.open()
    yield server
    server.shut()


def work():
    """Empties the queue as `manage.py db_worker --batch` does."""
    quiet = {"backend_name": "default", "startup_delay": False, "max_tasks": None, "excluded_queue_names": []}
    Worker(queue_names=["*"], interval=0, batch=True, worker_id="test", **quiet).run()


def let_time_pass(minutes=600):
    """Brings every waiting mail and its task to its next try."""
    OutgoingMail.objects.update(next_try=timezone.now() - timedelta(seconds=1), created=timezone.now() - timedelta(minutes=minutes))
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - timedelta(seconds=1))


def write(to="chefin@example.org", reply_to="mia@example.org"):
    with transaction.atomic():
        mail.send("posting_approved", to, {"posting": PostingFactory(title="Regale bauen")}, reply_to=reply_to)


real = pytest.mark.django_db(transaction=True)


@real
def test_a_mail_has_the_same_words_as_text_and_as_html(postbox, settings):
    write()
    work()
    [message] = postbox.mails
    text, html = (message.get_body(preferencelist=[kind]).get_content() for kind in ("plain", "html"))
    assert message["Subject"] == "Ihr Platz ist öffentlich: Regale bauen"
    assert "„Regale bauen“ ist jetzt für alle zu sehen" in text
    assert "„Regale bauen“ ist jetzt für alle zu sehen" in html
    assert f'<a class="button" href="{settings.SITE_URL}{Posting.objects.get().get_absolute_url()}">' in html
    assert (message["Auto-Submitted"], message["Reply-To"]) == ("auto-generated", "mia@example.org")
    assert not {"List-Unsubscribe", "X-Mailer"} & set(message.keys())
    assert "<img" not in html


@real
def test_nothing_personal_is_left_once_the_server_has_the_mail(postbox):
    write()
    assert "chefin" not in str(DBTaskResult.objects.values_list("args_kwargs", flat=True).get())
    work()
    assert OutgoingMail.objects.count() == 0


@real
def test_what_is_rolled_back_is_never_announced(postbox):
    with pytest.raises(RuntimeError), transaction.atomic():
        mail.send("posting_approved", "chefin@example.org", {"posting": PostingFactory()})
        raise RuntimeError
    work()
    assert (postbox.mails, OutgoingMail.objects.count(), DBTaskResult.objects.count()) == ([], 0, 0)


@real
@pytest.mark.parametrize("answers", [{"to_recipient": "451 later"}, {"to_mail": "421 busy"}, {"to_recipient": "450 greylisted"}])
def test_a_server_that_is_busy_gets_the_mail_later_and_once(postbox, answers):
    vars(postbox).update(answers)
    write()
    work()
    waiting = OutgoingMail.objects.get()
    assert (waiting.attempts, waiting.last_error) == (1, next(iter(answers.values())))
    work()
    assert OutgoingMail.objects.get().attempts == 1, "it does not try again before its time"
    postbox.to_recipient = postbox.to_mail = "250 OK"
    let_time_pass()
    work()
    work()
    assert (len(postbox.mails), OutgoingMail.objects.count()) == (1, 0)
    assert not mail.bounced("chefin@example.org")


@real
def test_a_dead_server_loses_nothing(postbox):
    postbox.shut()
    for number in range(3):
        write(to=f"firma{number}@example.org")
    for _ in range(3):
        work()
        let_time_pass()
    assert set(OutgoingMail.objects.values_list("attempts", flat=True)) == {3}
    assert "ConnectionRefusedError" in OutgoingMail.objects.first().last_error
    postbox.open()
    work()
    assert sorted(message["To"] for message in postbox.mails) == [f"firma{number}@example.org" for number in range(3)]


@real
def test_the_waits_grow_and_after_three_days_staff_decide(postbox, staff):
    postbox.to_recipient = "451 later"
    write()
    waits = []
    for _ in range(6):
        work()
        waits.append(round((OutgoingMail.objects.get().next_try - timezone.now()).total_seconds() / 60))
        let_time_pass()
    assert waits == [1, 5, 15, 60, 240, 240]
    let_time_pass(minutes=3 * 24 * 60 + 1)
    work()
    letter = OutgoingMail.objects.given_up().get()
    page = text_of(staff.get("/verwaltung/portal/outgoingmail/?given_up=1"))
    assert "451 later" in page
    assert "ist jetzt für alle zu sehen" not in page + text_of(staff.get(f"/verwaltung/portal/outgoingmail/{letter.pk}/change/"))
    postbox.to_recipient = "250 OK"
    staff.post("/verwaltung/portal/outgoingmail/", {"action": "try_again", "_selected_action": [letter.pk]})
    work()
    assert len(postbox.mails) == 1


@real
def test_an_address_that_does_not_exist_is_on_the_staffs_list_and_flags_its_firm(postbox, staff):
    gone, fine = CompanyFactory(email="Chefin@Example.org"), CompanyFactory(email="andere@example.org")
    postbox.to_recipient = "550 no such user"
    write(to=gone.email)
    work()
    assert mail.bounced("chefin@example.org")
    assert not mail.bounced(fine.email)
    assert list(Company.objects.with_bounced_mail()) == [gone]
    assert "550 no such user" in text_of(staff.get("/verwaltung/portal/mailproblem/"))
    assert list(staff.get("/verwaltung/internships/company/?bounced=1").context["cl"].result_list) == [gone]
    problem = MailProblem.objects.get()
    staff.post(f"/verwaltung/portal/mailproblem/{problem.pk}/delete/", {"post": "yes"})
    assert not mail.bounced("chefin@example.org")


@real
def test_a_mail_that_is_not_wanted_says_nothing_about_the_address(postbox):
    postbox.to_mail = "554 looks like spam"
    write()
    work()
    assert OutgoingMail.objects.given_up().get().last_error == "554 looks like spam"
    assert not mail.bounced("chefin@example.org")


@real
def test_a_worker_that_is_killed_in_the_middle_loses_nothing_and_sends_once(postbox, settings):
    """kill -9 while the server lets the worker wait for its greeting."""
    postbox.shut()
    write()
    with a_server_that_never_answers():
        worker = subprocess.Popen([sys.executable, "manage.py", "db_worker", "--queue-name", "*", "--no-startup-delay"], env=environment())
        try:
            until(lambda: OutgoingMail.objects.filter(attempts=1).exists())
        finally:
            worker.kill()
            worker.wait(10)
    assert DBTaskResult.objects.running().count() == 1
    postbox.open()
    call_command("requeue", minutes=0)
    work()
    assert postbox.mails == [], "the dead worker's lease is not over"
    OutgoingMail.objects.update(next_try=timezone.now() - timedelta(minutes=11))
    call_command("requeue")
    work()
    call_command("requeue")
    work()
    assert (len(postbox.mails), OutgoingMail.objects.count()) == (1, 0)


@contextmanager
def a_server_that_never_answers():
    listener = socket.create_server(("127.0.0.1", PORT))
    yield
    listener.close()


def environment() -> dict:
    name = connection.settings_dict["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    own = {"DATABASE_URL": url, "DATA_DIR": str(django_settings.DATA_DIR), "DJANGO_SETTINGS_MODULE": "portal.settings"}
    return os.environ | own | {"MAIL_URL": f"smtp://127.0.0.1:{PORT}"}


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.1)


@pytest.mark.django_db(transaction=True)
def test_without_a_worker_mails_leave_at_once(settings):
    write()
    assert [message.to for message in django_mail.outbox] == [["chefin@example.org"]]


@pytest.mark.django_db(transaction=True)
def test_without_a_worker_a_failed_mail_waits_for_requeue(settings, monkeypatch):
    settings.MAILERS = {"default": {"BACKEND": SMTP, "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1}}}
    write()
    OutgoingMail.objects.update(next_try=timezone.now() - timedelta(minutes=11))
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    call_command("requeue")
    assert len(django_mail.outbox) == 1


def test_what_was_given_up_and_what_is_done_is_forgotten(db):
    long_ago = timezone.now() - timedelta(days=15)
    OutgoingMail.objects.create(to="a@example.org", subject="Alt", text="x", html="x", message_id="<1@x>", given_up=long_ago)
    OutgoingMail.objects.create(to="a@example.org", subject="Neu", text="x", html="x", message_id="<2@x>", given_up=timezone.now())
    MailProblem.objects.note("a@example.org", "550")
    MailProblem.objects.update(until=timezone.now())
    call_command("forget_mails")
    assert [letter.subject for letter in OutgoingMail.objects.all()] == ["Neu"]
    assert not MailProblem.objects.exists()


def test_lines_become_paragraphs_lists_and_buttons(settings):
    found = letters.blocks(f"Guten Tag,\nhallo.\n\n- eins\n- zwei\n\nHier entlang:\n{settings.SITE_URL}/berufe/\n\nTschüss")
    assert [(block.kind, block.lines, block.address) for block in found] == [
        ("text", ["Guten Tag,", "hallo."], ""),
        ("list", ["eins", "zwei"], ""),
        ("button", ["Hier entlang"], f"{settings.SITE_URL}/berufe/"),
        ("text", ["Tschüss"], ""),
    ]


def test_a_strangers_words_in_a_mail_never_become_a_button_or_markup(settings):
    html = letters.as_html("Neue Anfrage", f"Mia schreibt:\n\nhttps://böse.example/\n{settings.SITE_URL}.böse.example/\n<b>fett</b>")
    assert 'href="' not in html
    assert "&lt;b&gt;fett&lt;/b&gt;" in html


@pytest.mark.parametrize("code", [421, 450, 451, 452])
def test_only_a_refusal_for_good_counts_against_an_address(db, monkeypatch, code):
    refusal = smtplib.SMTPRecipientsRefused({"a@example.org": (code, b"later")})
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", lambda self: (_ for _ in ()).throw(refusal))
    letter = OutgoingMail.objects.create(to=UserFactory().email, subject="x", text="x", html="x", message_id="<1@x>")
    mail.deliver.call(letter.pk)
    assert MailProblem.objects.count() == 0


NOTIFICATION = """From: mailer-daemon@example.org
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

Sorry.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--B
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--B--
"""


def notification(**changes) -> bytes:
    facts = {"address": "Chefin@example.org", "action": "failed", "status": "5.1.1"}
    facts["message_id"] = bounces.message_id("chefin@example.org", "example.org")
    return NOTIFICATION.format(**facts | changes).encode()


def test_a_mail_that_comes_back_later_is_noted(db, tmp_path):
    box = mailbox.Maildir(tmp_path / "box")
    box.add(notification())
    call_command("read_bounces", maildir=str(tmp_path / "box"))
    assert mail.bounced("chefin@example.org")
    assert "550 5.1.1 no such user" in MailProblem.objects.get().reason
    assert len(mailbox.Maildir(tmp_path / "box")) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "delayed"},
        {"status": "4.2.2"},
        {"message_id": "<abc.0123456789abcdef01234567@example.org>"},
        {"message_id": bounces.message_id("andere@example.org", "example.org")},
        {"address": "andere@example.org"},
    ],
)
def test_a_delay_or_a_forgery_is_not(db, changes, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(notification(**changes))))
    call_command("read_bounces")
    assert not MailProblem.objects.exists()
