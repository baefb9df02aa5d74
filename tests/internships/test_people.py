"""How people come to a firm, work in it together, and leave it."""

import re
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from internships import people
from internships.models import Company, CompanySite, Invitation, JoinRequest, Membership, Role
from portal.models import SearchDocument, User
from tests.factories import (
    CompanyFactory,
    CompanySiteFactory,
    InvitationFactory,
    JoinRequestFactory,
    MembershipFactory,
    MunicipalityFactory,
    PostingFactory,
    UserFactory,
)
from tests.pages import text_of

NEW = {"name": "Rad & Tat", "industry": "Zweiräder", "street": "Weg 1", "postal_code": "49324", "email": "rad@example.org"}


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def newcomer(db):
    """Somebody with an account and no firm yet."""
    client = client_of(user := UserFactory(name="Leyla Birkenau"))
    client.user = user
    return client


@pytest.fixture
def click(django_capture_on_commit_callbacks):
    """Posts a form and lets the mails leave."""

    def post(client, address, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, fields, follow=True)

    return post


def mails_to(address: str) -> list[str]:
    return [message.subject for message in mail.outbox if message.to == [address]]


# --- finding and founding ---


def test_after_signing_up_she_finds_her_firm_by_name_or_place_and_asks_to_join(newcomer, owner, click):
    assert newcomer.get("/betriebsbereich/", follow=True).redirect_chain[-1][0] == "/betriebsbereich/beitreten/"
    for words in ("ahorn", "Melle"):
        assert "Tischlerei Ahorn" in text_of(newcomer.get("/betriebsbereich/beitreten/", {"q": words}))
    page = click(newcomer, "/betriebsbereich/beitreten/", company=owner.company.pk)
    assert "Sie warten auf eine Antwort" in text_of(page)
    assert mails_to(owner.company.memberships.get().user.email) == ["Leyla Birkenau möchte zu Tischlerei Ahorn gehören"]
    assert newcomer.get("/betriebsbereich/").status_code == 302, "asking alone opens nothing"


def test_an_owner_admits_her_and_she_is_in(newcomer, owner, click):
    wish = JoinRequestFactory(company=owner.company, user=newcomer.user)
    assert "1 Person möchte" in text_of(owner.get("/betriebsbereich/"))
    click(owner, f"/betriebsbereich/personen/anfrage/{wish.pk}/aufnehmen/")
    assert newcomer.get("/betriebsbereich/").status_code == 200
    assert Membership.objects.get(user=newcomer.user).role == Role.EDITOR
    assert mails_to(newcomer.user.email) == ["Sie gehören jetzt zu Tischlerei Ahorn"]


def test_an_owner_turns_her_away(newcomer, owner, click):
    wish = JoinRequestFactory(company=owner.company, user=newcomer.user)
    click(owner, f"/betriebsbereich/personen/anfrage/{wish.pk}/ablehnen/")
    assert not JoinRequest.objects.exists()
    assert newcomer.get("/betriebsbereich/").status_code == 302
    assert mails_to(newcomer.user.email) == ["Zu Tischlerei Ahorn hat es nicht geklappt"]


def test_where_a_firm_has_nobody_staff_decide_and_she_becomes_its_owner(newcomer, staff, click, settings):
    company = CompanyFactory()
    click(newcomer, "/betriebsbereich/beitreten/", company=company.pk)
    assert len(mails_to(settings.REGION.email)) == 1
    click(staff, "/verwaltung/internships/joinrequest/", action="admit", _selected_action=[JoinRequest.objects.get().pk])
    assert Membership.objects.get(user=newcomer.user, company=company).is_owner


def test_asking_twice_writes_one_mail_and_asking_everybody_ends(newcomer, owner, click):
    for _ in range(2):
        click(newcomer, "/betriebsbereich/beitreten/", company=owner.company.pk)
    assert len(mail.outbox) == 1
    for _ in range(4):
        click(newcomer, "/betriebsbereich/beitreten/", company=MembershipFactory().company.pk)
    assert JoinRequest.objects.count() == people.MOST_REQUESTS


@pytest.mark.parametrize("company", ["", "abc", "0", "999999", "-1", "9" * 30])
def test_a_firm_that_is_not_there_cannot_be_asked(newcomer, company):
    assert newcomer.post("/betriebsbereich/beitreten/", {"company": company}).status_code == 404


def test_a_firm_that_staff_do_not_know_yet_is_not_found(newcomer):
    company = CompanyFactory(name="Geheimbetrieb", is_verified=False)
    assert "Geheimbetrieb" not in text_of(newcomer.get("/betriebsbereich/beitreten/", {"q": "Geheimbetrieb"})).replace(
        "„Geheimbetrieb“", ""
    )
    assert newcomer.post("/betriebsbereich/beitreten/", {"company": company.pk}).status_code == 404


def test_she_founds_a_firm_that_staff_verify(newcomer, staff, client, click, settings):
    page = click(newcomer, "/betriebsbereich/beitreten/neu/", **NEW, municipality=MunicipalityFactory().pk)
    company = Company.objects.get()
    assert "Wir prüfen „Rad & Tat“ gerade" in text_of(page)
    assert client.get(company.get_absolute_url()).status_code == 404
    assert mails_to(settings.REGION.email) == ["Neuer Betrieb: Rad & Tat"]
    click(staff, "/verwaltung/internships/company/", action="verify", _selected_action=[company.pk])
    assert client.get(company.get_absolute_url()).status_code == 200
    assert mails_to(newcomer.user.email) == mails_to("rad@example.org") == ["Rad & Tat ist geprüft"]
    click(staff, "/verwaltung/internships/company/", action="verify", _selected_action=[company.pk])
    assert len(mails_to("rad@example.org")) == 1, "a second click does not mail again"


def test_staff_turn_a_new_firm_down_and_its_founder_reads_why(newcomer, staff, click):
    click(newcomer, "/betriebsbereich/beitreten/neu/", **NEW, municipality=MunicipalityFactory().pk)
    company = Company.objects.get()
    PostingFactory(company=company, status="draft", published_at=None)
    address = f"/verwaltung/internships/company/{company.pk}/ablehnen/"
    assert "Bitte nennen Sie den Grund" in text_of(click(staff, address, reason=" "))
    click(staff, address, reason="Die Adresse gibt es nicht.")
    assert not Company.objects.exists()
    assert not SearchDocument.objects.filter(kind__in=["company", "posting"]).exists()
    assert "Die Adresse gibt es nicht." in mail.outbox[-1].body
    assert "Rad & Tat kommt nicht ins Portal" in mails_to(newcomer.user.email)


def test_a_firm_that_is_verified_is_not_turned_down(staff, click):
    company = CompanyFactory()
    assert "ist schon geprüft" in text_of(click(staff, f"/verwaltung/internships/company/{company.pk}/ablehnen/", reason="Zu spät"))
    assert Company.objects.count() == 1


def test_a_firm_that_is_here_already_is_not_founded_twice(newcomer):
    there = CompanyFactory(name="Rad & Tat")
    response = newcomer.post("/betriebsbereich/beitreten/neu/", NEW | {"name": "rad & tat", "municipality": there.municipality_id})
    assert response.status_code == 400
    assert "gibt es hier schon" in text_of(response)
    assert 'value="Zweiräder"' in response.content.decode(), "what she typed stays"
    assert Company.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"postal_code": "4932"},
        {"email": "keine"},
        {"municipality": "0"},
        {"website": "javascript:alert(1)"},
        {"phone": "ruf mich an"},
    ],
)
def test_a_mistake_in_a_new_firm_is_said(newcomer, changes):
    response = newcomer.post("/betriebsbereich/beitreten/neu/", NEW | {"municipality": MunicipalityFactory().pk} | changes)
    assert response.status_code == 400
    assert "Da passt noch etwas nicht" in text_of(response)
    assert not Company.objects.exists()


def test_nobody_founds_firms_without_end(newcomer):
    place = MunicipalityFactory().pk
    answers = [
        newcomer.post("/betriebsbereich/beitreten/neu/", NEW | {"name": f"Rad {n}", "municipality": place}).status_code for n in range(4)
    ]
    assert answers == [302, 302, 302, 400]


# --- invitations ---


def invited(owner, click, email="neu@example.org", role=Role.EDITOR) -> str:
    """The path of the link in the mail."""
    click(owner, f"/betriebsbereich/personen/{owner.company.pk}/", email=email, role=role)
    return re.search(r"http://[^/]+(/betriebsbereich/einladung/\S+)", mail.outbox[-1].body).group(1)


def test_an_invitation_for_somebody_without_account(owner, click, client):
    link = invited(owner, click)
    page = client.get(link)
    assert "Einladung zu „Tischlerei Ahorn“" in text_of(page)
    assert f"/konto/neu/?next={link.replace('%', '%25')}".split("?")[0] in page.content.decode()
    click(client, f"/konto/neu/?next={link}", name="Neue", email="neu@example.org", next=link)
    code = re.search(r"^([A-Z0-9-]{6,9})$", mail.outbox[-1].body, re.MULTILINE).group(1)
    page = click(client, "/konto/bestaetigen/", code=code, next=link)
    assert "Einladung annehmen" in text_of(page), "after the account she is back at the invitation"
    page = click(client, link)
    assert "Willkommen bei „Tischlerei Ahorn“" in text_of(page)
    assert Membership.objects.get(user__email="neu@example.org").role == Role.EDITOR
    assert "gehört jetzt zu Tischlerei Ahorn" in mail.outbox[-1].subject


def test_a_mail_scanner_that_follows_the_link_accepts_nothing(owner, newcomer, click, client):
    link = invited(owner, click)
    client.get(link), newcomer.get(link), client.post(link)
    assert Invitation.objects.count() == 1
    assert Membership.objects.count() == 1


def test_an_invitation_works_once(owner, newcomer, click):
    link = invited(owner, click)
    click(newcomer, link)
    assert newcomer.get("/betriebsbereich/").status_code == 200
    other = client_of(UserFactory())
    assert other.post(link).status_code == 410
    assert "gilt nicht mehr" in text_of(other.get(link))


def test_an_invitation_grows_old_and_can_be_taken_back(owner, newcomer, click):
    link = invited(owner, click)
    Invitation.objects.update(created=timezone.now() - timedelta(days=15))
    assert newcomer.get(link).status_code == 410
    link = invited(owner, click)
    click(owner, f"/betriebsbereich/personen/einladung/{Invitation.objects.get().pk}/zuruecknehmen/")
    assert newcomer.post(link).status_code == 410


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00"])
def test_a_forged_invitation_opens_nothing(newcomer, token):
    assert newcomer.get(f"/betriebsbereich/einladung/{token}/").status_code in (404, 410)


def test_an_owner_invites_an_owner_and_a_repeat_renews(owner, newcomer, click):
    first, second = invited(owner, click, role=Role.OWNER), invited(owner, click, role=Role.OWNER)
    assert newcomer.get(first).status_code == 410
    click(newcomer, second)
    assert Membership.objects.get(user=newcomer.user).is_owner


def test_invitations_have_an_end_and_need_a_verified_firm(owner, newcomer, click):
    for _ in range(people.MOST_INVITATIONS):
        InvitationFactory(company=owner.company)
    page = click(owner, f"/betriebsbereich/personen/{owner.company.pk}/", email="mehr@example.org", role=Role.EDITOR)
    assert "Es sind schon viele Einladungen offen" in text_of(page)
    young = MembershipFactory(user=newcomer.user, company__is_verified=False).company
    with pytest.raises(ValidationError):
        people.invite(young, newcomer.user, "mehr@example.org")
    assert mail.outbox == []


def test_an_editor_decides_nothing_about_people(owner, newcomer, click):
    MembershipFactory(company=owner.company, user=newcomer.user, role=Role.EDITOR)
    theirs = owner.company.memberships.owners().get()
    wish, offer = JoinRequestFactory(company=owner.company), InvitationFactory(company=owner.company)
    page = newcomer.get(f"/betriebsbereich/personen/{owner.company.pk}/")
    assert "Einladen" not in text_of(page)
    addresses = [
        f"{owner.company.pk}/",
        f"anfrage/{wish.pk}/aufnehmen/",
        f"anfrage/{wish.pk}/ablehnen/",
        f"einladung/{offer.pk}/zuruecknehmen/",
        f"zugang/{theirs.pk}/rolle/",
        f"zugang/{theirs.pk}/entfernen/",
    ]
    answers = {
        newcomer.post(f"/betriebsbereich/personen/{address}", {"email": "x@example.org", "role": "editor"}).status_code
        for address in addresses
    }
    assert answers == {404}
    assert (JoinRequest.objects.count(), Invitation.objects.count(), Membership.objects.owners().count()) == (1, 1, 1)


def test_a_stranger_decides_nothing_about_another_firms_people(owner, click):
    stranger = client_of(MembershipFactory().user)
    theirs = owner.company.memberships.get()
    wish, offer = JoinRequestFactory(company=owner.company), InvitationFactory(company=owner.company)
    for address in (
        f"anfrage/{wish.pk}/aufnehmen/",
        f"einladung/{offer.pk}/zuruecknehmen/",
        f"zugang/{theirs.pk}/entfernen/",
        f"{owner.company.pk}/",
    ):
        assert stranger.post(f"/betriebsbereich/personen/{address}", {"email": "x@example.org", "role": "owner"}).status_code == 404


# --- working together and leaving ---


def test_who_is_removed_is_out_at_once_in_every_open_session(owner, click):
    colleague = MembershipFactory(company=owner.company, role=Role.EDITOR)
    phone, office = client_of(colleague.user), client_of(colleague.user)
    assert phone.get("/betriebsbereich/").status_code == office.get("/betriebsbereich/").status_code == 200
    click(owner, f"/betriebsbereich/personen/zugang/{colleague.pk}/entfernen/")
    for client in (phone, office):
        assert client.get(f"/betriebsbereich/internships/company/{owner.company.pk}/change/").status_code == 302
    assert mails_to(colleague.user.email) == ["Ihr Zugang zu Tischlerei Ahorn ist beendet"]


def test_what_somebody_invited_goes_with_her(owner, click):
    colleague = MembershipFactory(company=owner.company)
    InvitationFactory(company=owner.company, invited_by=colleague.user)
    click(owner, f"/betriebsbereich/personen/zugang/{colleague.pk}/entfernen/")
    assert not Invitation.objects.exists()


def test_the_last_owner_stays_until_somebody_else_is(owner, click):
    mine = owner.company.memberships.get()
    page = click(owner, f"/betriebsbereich/personen/zugang/{mine.pk}/entfernen/")
    assert "Jemand muss für den Betrieb verantwortlich sein" in text_of(page)
    page = click(owner, f"/betriebsbereich/personen/zugang/{mine.pk}/rolle/", role="editor")
    assert "Jemand muss für den Betrieb verantwortlich sein" in text_of(page)
    successor = MembershipFactory(company=owner.company, role=Role.EDITOR)
    click(owner, f"/betriebsbereich/personen/zugang/{successor.pk}/rolle/", role="owner")
    click(owner, f"/betriebsbereich/personen/zugang/{mine.pk}/entfernen/")
    assert list(owner.company.memberships.all()) == [successor]


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_once_one_stays():
    company = CompanyFactory()
    memberships = [MembershipFactory(company=company) for _ in range(2)]
    outcomes, together = [], threading.Barrier(2)

    def leave(membership):
        together.wait()
        try:
            people.remove(membership, membership.user)
            outcomes.append("left")
        except ValidationError:
            outcomes.append("stayed")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[membership]) for membership in memberships]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcomes) == ["left", "stayed"]
    assert company.memberships.owners().count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_invitation_that_two_accept_at_once_lets_one_in():
    offer = InvitationFactory()
    users, outcomes, together = [UserFactory(), UserFactory()], [], threading.Barrier(2)

    def take(user):
        mine = Invitation.objects.select_related("company", "invited_by").get(pk=offer.pk)
        together.wait()
        try:
            people.accept(mine, user)
            outcomes.append("in")
        except ValidationError:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[user]) for user in users]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcomes) == ["in", "late"]


def test_somebody_of_two_firms_sees_the_people_of_both_and_no_others(owner):
    user = owner.company.memberships.get().user
    second = MembershipFactory(user=user).company
    MembershipFactory(company=second, user__name="Kollege Zwei")
    assert "Kollege Zwei" in text_of(owner.get(f"/betriebsbereich/personen/{second.pk}/"))
    assert "Kollege Zwei" not in text_of(owner.get(f"/betriebsbereich/personen/{owner.company.pk}/"))


def test_the_page_of_people_costs_the_same_with_many(owner, django_assert_max_num_queries):
    for _ in range(15):
        MembershipFactory(company=owner.company), JoinRequestFactory(company=owner.company), InvitationFactory(company=owner.company)
    with django_assert_max_num_queries(8):
        owner.get(f"/betriebsbereich/personen/{owner.company.pk}/")


def test_several_sites_and_the_public_sees_them(owner, client):
    form = {"company": owner.company.pk, "name": "Werk 2", "street": "Hobelgasse 4", "postal_code": "49324"}
    form["municipality"] = owner.company.municipality_id
    owner.post("/betriebsbereich/internships/companysite/add/", form)
    assert "Werk 2" in text_of(client.get(owner.company.get_absolute_url()))
    response = owner.post("/betriebsbereich/internships/companysite/add/", form)
    assert "Einen Standort mit diesem Namen gibt es schon" in text_of(response)
    response = owner.post("/betriebsbereich/internships/companysite/add/", form | {"name": "Werk 3", "postal_code": "4932x"})
    assert "Bitte fünf Ziffern" in text_of(response)


def test_nobody_puts_a_site_into_another_firm(owner):
    theirs = CompanyFactory()
    owner.post(
        "/betriebsbereich/internships/companysite/add/", {"company": theirs.pk, "name": "Werk 2", "municipality": theirs.municipality_id}
    )
    assert not CompanySite.objects.exists()
    site = CompanySiteFactory(company=theirs)
    owner.post(f"/betriebsbereich/internships/companysite/{site.pk}/delete/", {"post": "yes"})
    assert CompanySite.objects.exists()


# --- accounts nobody uses ---


def account(seen_days_ago, **fields):
    seen = timezone.now() - timedelta(days=seen_days_ago)
    return UserFactory(last_login=seen, date_joined=seen, **fields)


def nightly(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("forget_accounts")


def test_who_does_not_come_for_two_years_is_warned_and_then_deleted(db, django_capture_on_commit_callbacks, settings):
    silent, lively, staff = account(701), account(600), account(2000, is_staff=True)
    company = MembershipFactory(user=silent).company
    for _ in range(2):
        nightly(django_capture_on_commit_callbacks)
    assert mails_to(silent.email) == ["Ihr Konto wird bald gelöscht"], "warned once"
    assert User.objects.count() == 3
    User.objects.filter(pk=silent.pk).update(
        warned_on=timezone.localdate() - timedelta(days=30), last_login=timezone.now() - timedelta(days=731)
    )
    nightly(django_capture_on_commit_callbacks)
    assert set(User.objects.all()) == {lively, staff}
    assert mails_to(settings.REGION.email) == [f"Niemand mehr verantwortlich: {company}"]
    assert Company.objects.count() == 1


def test_who_wants_to_leave_leaves_at_once_and_staff_hear_who_is_left_alone(db, client, click, settings):
    user = UserFactory()
    company = MembershipFactory(user=user, role="owner").company
    client.force_login(user)
    assert client.get("/konto/loeschen/").url.startswith("/konto/noch-einmal/"), "asks who one is once more"
    client.post("/konto/noch-einmal/", {"password": "sehr-geheim-1"})
    assert f"Für „{company}“ sind nur Sie verantwortlich" in text_of(client.get("/konto/loeschen/"))
    assert User.objects.count() == 1
    click(client, "/konto/loeschen/")
    assert not User.objects.exists()
    assert mails_to(settings.REGION.email) == [f"Niemand mehr verantwortlich: {company}"]
    assert client.get("/konto/").status_code == 302


def test_staff_do_not_delete_themselves(db, client, click):
    user = UserFactory(is_staff=True)
    client.force_login(user)
    client.post("/konto/noch-einmal/", {"password": "sehr-geheim-1"})
    assert click(client, "/konto/loeschen/").status_code == 403
    assert User.objects.count() == 1


def test_nobody_is_deleted_unwarned(db, django_capture_on_commit_callbacks):
    account(5000)
    nightly(django_capture_on_commit_callbacks)
    assert User.objects.count() == 1


def test_who_comes_back_after_the_warning_stays(db, django_capture_on_commit_callbacks):
    user = account(1, warned_on=timezone.localdate() - timedelta(days=40))
    nightly(django_capture_on_commit_callbacks)
    user.refresh_from_db()
    assert user.warned_on is None


def test_an_address_nobody_confirmed_is_forgotten_after_a_week(db, django_capture_on_commit_callbacks):
    week_ago = timezone.now() - timedelta(days=8)
    UserFactory(date_joined=week_ago, last_login=None, confirmed=False)
    kept = MembershipFactory(user__date_joined=week_ago, user__last_login=None, user__confirmed=False).user
    nightly(django_capture_on_commit_callbacks)
    assert list(User.objects.all()) == [kept]


def test_wishes_and_invitations_that_came_to_nothing_are_forgotten(db, django_capture_on_commit_callbacks):
    JoinRequestFactory(created=timezone.now() - timedelta(days=91))
    InvitationFactory(created=timezone.now() - timedelta(days=15))
    young = InvitationFactory()
    nightly(django_capture_on_commit_callbacks)
    assert (JoinRequest.objects.count(), list(Invitation.objects.all())) == (0, [young])
