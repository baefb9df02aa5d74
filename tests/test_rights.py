"""Who may open which address: one row per address and role. A company never reaches another company's row."""

import pytest
from django.test import Client
from django.urls import get_resolver

from internships.models import Company, Inquiry, Posting
from offers.models import Offer, Organisation
from tests.factories import (
    BookingFactory,
    CompanyFactory,
    CompanySiteFactory,
    DeliveryFactory,
    InquiryFactory,
    MembershipFactory,
    OfferFactory,
    OrganisationMembershipFactory,
    PeriodFactory,
    PostingFactory,
    ReportFactory,
    UserFactory,
)

OPEN, CLOSED, LOGIN, HIDDEN = "open", "closed", "login", "hidden"
ROLES = ("visitor", "owner", "stranger", "staff")
HOME = "/betriebsbereich/internships"

TABLE = [  # address of the owner's row, then what visitor, owner, another company's owner and staff without a company get
    ("/betriebsbereich/", LOGIN, OPEN, OPEN, LOGIN),
    (f"{HOME}/", LOGIN, OPEN, OPEN, LOGIN),
    (f"{HOME}/company/", LOGIN, OPEN, OPEN, LOGIN),
    (f"{HOME}/company/add/", LOGIN, CLOSED, CLOSED, LOGIN),
    (f"{HOME}/company/{{company}}/change/", LOGIN, OPEN, HIDDEN, LOGIN),
    (f"{HOME}/company/{{company}}/history/", LOGIN, OPEN, HIDDEN, LOGIN),
    (f"{HOME}/company/{{company}}/delete/", LOGIN, CLOSED, CLOSED, LOGIN),
    (f"{HOME}/companysite/", LOGIN, OPEN, OPEN, LOGIN),
    (f"{HOME}/companysite/add/", LOGIN, OPEN, OPEN, LOGIN),
    (f"{HOME}/companysite/{{site}}/change/", LOGIN, OPEN, HIDDEN, LOGIN),
    (f"{HOME}/companysite/{{site}}/history/", LOGIN, OPEN, HIDDEN, LOGIN),
    (f"{HOME}/companysite/{{site}}/delete/", LOGIN, OPEN, HIDDEN, LOGIN),
    ("/betriebsbereich/beitreten/", LOGIN, OPEN, OPEN, OPEN),
    ("/betriebsbereich/beitreten/neu/", LOGIN, OPEN, OPEN, OPEN),
    ("/betriebsbereich/personen/{company}/", LOGIN, OPEN, HIDDEN, HIDDEN),
    ("/konto/", LOGIN, OPEN, OPEN, OPEN),
    ("/konto/adresse/", LOGIN, OPEN, OPEN, OPEN),
    ("/konto/loeschen/", LOGIN, LOGIN, LOGIN, LOGIN),  # asks who one is once more
    (f"{HOME}/posting/", LOGIN, OPEN, OPEN, LOGIN),
    (f"{HOME}/posting/add/", LOGIN, OPEN, OPEN, LOGIN),
    (f"{HOME}/posting/{{posting}}/change/", LOGIN, OPEN, HIDDEN, LOGIN),
    (f"{HOME}/posting/{{posting}}/change/?teil=text", LOGIN, OPEN, HIDDEN, LOGIN),
    (f"{HOME}/posting/{{posting}}/change/?teil=bilder", LOGIN, OPEN, HIDDEN, LOGIN),
    (f"{HOME}/posting/{{posting}}/vorschau/", LOGIN, OPEN, CLOSED, LOGIN),
    (f"{HOME}/posting/{{posting}}/history/", LOGIN, OPEN, HIDDEN, LOGIN),
    (f"{HOME}/posting/{{posting}}/delete/", LOGIN, CLOSED, CLOSED, LOGIN),
    (f"{HOME}/inquiry/", LOGIN, OPEN, OPEN, LOGIN),
    (f"{HOME}/inquiry/add/", LOGIN, CLOSED, CLOSED, LOGIN),
    (f"{HOME}/inquiry/{{inquiry}}/change/", LOGIN, OPEN, HIDDEN, LOGIN),
    (f"{HOME}/inquiry/{{inquiry}}/history/", LOGIN, OPEN, HIDDEN, LOGIN),
    (f"{HOME}/inquiry/{{inquiry}}/delete/", LOGIN, CLOSED, CLOSED, LOGIN),
    (f"{HOME}/inquiry/platz/{{posting}}/absagen/", LOGIN, OPEN, CLOSED, LOGIN),
    ("/betriebsbereich/lieferungen/vorlage.csv", LOGIN, OPEN, OPEN, LOGIN),
    ("/betriebsbereich/lieferungen/vorlage.xlsx", LOGIN, OPEN, OPEN, LOGIN),
    ("/betriebsbereich/lieferungen/{company}/", LOGIN, OPEN, HIDDEN, LOGIN),
    ("/betriebsbereich/lieferung/{delivery}/", LOGIN, OPEN, HIDDEN, LOGIN),
    ("/betriebsbereich/lieferung/{waiting}/spalten/", LOGIN, OPEN, HIDDEN, LOGIN),
    ("/betriebsbereich/schluessel/{company}/", LOGIN, OPEN, HIDDEN, LOGIN),
    ("/verwaltung/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/posting/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/posting/{posting}/change/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/posting/{posting}/history/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/posting/{posting}/zurueckgeben/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/company/{company}/ablehnen/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/company/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/joinrequest/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/inquiry/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/inquiry/{inquiry}/change/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/report/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/report/{report}/change/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/report/{report}/schreiben/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/delivery/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/delivery/{delivery}/change/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/internshipperiod/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/internshipperiod/add/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/internshipperiod/{period}/change/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/internshipperiod/{period}/history/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/internshipperiod/schulen/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/internshipperiod/import/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/internshipperiod/export/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/internships/apitoken/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/occupations/occupation/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/occupations/occupation/{occupation}/change/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/occupations/matchingrules/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/occupations/matchingrules/add/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/occupations/classcode/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/occupations/classcode/add/", LOGIN, LOGIN, LOGIN, CLOSED),
    ("/verwaltung/occupations/answercount/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/offer/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/offer/add/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/event/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/event/add/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/event/{event}/change/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/eventseries/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/eventseries/add/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/booking/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/booking/add/", LOGIN, LOGIN, LOGIN, CLOSED),
    ("/verwaltung/offers/booking/{booking}/change/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/booking/{booking}/delete/", LOGIN, LOGIN, LOGIN, CLOSED),
    ("/verwaltung/offers/organisation/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/offer/landschaft/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/offer/import/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/offer/export/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/organisation/import/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/organisation/export/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/organisationmembership/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/contactperson/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/offers/addresscheck/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/portal/unmetsearch/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/articles/article/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/articles/article/add/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/articles/picture/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/articles/picture/add/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/articles/situation/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/articles/situation/add/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/articles/step/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/portal/user/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/portal/user/add/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/portal/school/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/portal/importrun/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/portal/synonym/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/portal/municipality/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/portal/outgoingmail/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/portal/mailproblem/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/monitoring/indicator/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/monitoring/source/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/monitoring/area/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/monitoring/value/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/monitoring/delivery/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/monitoring/delivery/add/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/monitoring/alert/", LOGIN, LOGIN, LOGIN, OPEN),
    ("/verwaltung/monitoring/reportblock/", LOGIN, LOGIN, LOGIN, OPEN),
]


@pytest.fixture(scope="module")
def cast(shared_rows):
    """The owner's rows, and a client for each role."""
    company = CompanyFactory()
    posting = PostingFactory(company=company)
    inquiry = InquiryFactory(posting=posting)
    people = {
        "owner": MembershipFactory(company=company).user,
        "stranger": MembershipFactory().user,
        "staff": UserFactory(is_staff=True, is_superuser=True),
    }
    clients = {role: Client() for role in ROLES}
    for role, person in people.items():
        clients[role].force_login(person)
    rows = {"company": company, "posting": posting, "inquiry": inquiry, "site": CompanySiteFactory(company=company)}
    rows |= {"report": ReportFactory(posting=posting)}
    booking = BookingFactory()
    rows |= {"period": PeriodFactory()}
    rows |= {"booking": booking, "event": booking.event}
    rows |= {"delivery": DeliveryFactory(company=company), "waiting": DeliveryFactory(company=company, finished=None)}
    rows |= {"occupation": posting.occupation, "municipality": posting.municipality}
    return clients, {name: row.pk for name, row in rows.items()}


def outcome(response) -> str:
    if response.status_code == 302:
        return LOGIN if "/login/" in response.url or "/konto/" in response.url else HIDDEN
    return {200: OPEN, 403: CLOSED, 404: HIDDEN}[response.status_code]


@pytest.mark.parametrize("address, visitor, owner, stranger, staff", TABLE, ids=[row[0] for row in TABLE])
def test_each_role_gets_what_the_table_says(scene, address, visitor, owner, stranger, staff):
    clients, rows = scene
    found = {role: outcome(clients[role].get(address.format(**rows))) for role in ROLES}
    assert found == {"visitor": visitor, "owner": owner, "stranger": stranger, "staff": staff}


@pytest.mark.parametrize("model", ["company", "posting", "inquiry"])
def test_a_list_shows_only_own_rows_whatever_is_asked_of_it(scene, model):
    clients, _ = scene
    words = ["", "?q=a", "?q=Praktikum", "?status__exact=public", "?status=new", "?company__id__exact=1", "?all="]
    for query in words:
        response = clients["stranger"].get(f"{HOME}/{model}/{query}", follow=True)
        rows = getattr(response.context.get("cl"), "result_list", []) if response.status_code == 200 else []
        assert all(row.pk != scene[1][model] for row in rows)


@pytest.mark.parametrize("action", ["submit", "pause", "resume", "fill", "copy", "delete_selected"])
def test_no_action_touches_another_companys_place(scene, action):
    clients, rows = scene
    before = list(Posting.objects.values_list("pk", "status"))
    clients["stranger"].post(
        f"{HOME}/posting/", {"action": action, "_selected_action": [rows["posting"]], "select_across": "1", "post": "yes"}
    )
    assert list(Posting.objects.values_list("pk", "status")) == before


@pytest.mark.parametrize(
    "step", ["einreichen", "bestaetigen", "zeigen", "zurueckholen", "pausieren", "besetzt", "kopieren", "zwischenstand"]
)
def test_no_step_touches_another_companys_place(scene, step):
    clients, rows = scene
    assert clients["stranger"].post(f"{HOME}/posting/{rows['posting']}/{step}/").status_code == 403
    assert Posting.objects.get().status == Posting.Status.PUBLIC


@pytest.mark.parametrize("step", ["einladen", "schreiben", "absagen", "erledigt"])
def test_no_answer_touches_another_companys_inquiry(scene, step):
    clients, rows = scene
    form = {"step": step, "day": "2099-01-01", "time": "09:00", "where": "Hier", "text": "Gekapert", "reason": "filled"}
    clients["stranger"].post(f"{HOME}/inquiry/{rows['inquiry']}/change/", form)
    inquiry = Inquiry.objects.get()
    assert (inquiry.status, inquiry.messages.count()) == (Inquiry.Status.NEW, 0)


def test_saving_another_companys_rows_changes_nothing(scene):
    clients, rows = scene
    for model in ("company", "posting", "inquiry"):
        clients["stranger"].post(f"{HOME}/{model}/{rows[model]}/change/", {"name": "Gekapert", "title": "Gekapert", "message": "Gekapert"})
    assert not Company.objects.filter(name="Gekapert").exists()
    assert not Posting.objects.filter(title="Gekapert").exists()
    assert not Inquiry.objects.filter(name="Gekapert").exists()


def test_nobody_posts_in_another_companys_name(scene):
    clients, rows = scene
    form = {"company": rows["company"], "kind": "schulpraktikum", "occupation": rows["occupation"]}
    response = clients["stranger"].post(f"{HOME}/posting/add/", form)
    assert response.context["adminform"].form.errors.keys() == {"company"}
    assert Posting.objects.count() == 1


def test_autocomplete_never_names_another_companys_place(scene):
    clients, _ = scene
    query = {"app_label": "internships", "model_name": "inquiry", "field_name": "posting", "term": ""}
    assert clients["stranger"].get("/betriebsbereich/autocomplete/", query).json()["results"] == []


@pytest.mark.parametrize(
    "app, model, field",
    [
        ("internships", "posting", "company"),
        ("internships", "posting", "occupation"),
        ("internships", "membership", "user"),
        ("internships", "companysite", "company"),
    ],
)
def test_autocomplete_answers_only_for_what_a_form_offers(scene, app, model, field):
    clients, _ = scene
    query = {"app_label": app, "model_name": model, "field_name": field, "term": ""}
    response = clients["stranger"].get("/betriebsbereich/autocomplete/", query)
    own = Company.objects.exclude(pk=scene[1]["company"]).values_list("pk", flat=True)
    assert response.status_code in (403, 404) or {int(row["id"]) for row in response.json()["results"]} <= set(own)


def test_a_person_who_leaves_a_company_loses_access_at_once(scene):
    clients, _ = scene
    Company.objects.get(pk=scene[1]["company"]).memberships.all().delete()
    assert outcome(clients["owner"].get("/betriebsbereich/")) == LOGIN


def test_every_admin_list_has_its_row_in_the_table():
    table = {row[0] for row in TABLE}
    routes = [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern) in ("verwaltung/", "betriebsbereich/")]
    lists = {
        f"/{route.pattern}{part.pattern}"
        for route in routes
        for part in route.url_patterns
        if hasattr(part, "url_patterns") and any(inner.name and inner.name.endswith("_changelist") for inner in part.url_patterns)
    }
    without_secrets = {
        "/verwaltung/auth/group/",
        "/verwaltung/occupations/field/",
        "/verwaltung/occupations/minimumpay/",
        "/verwaltung/occupations/profile/",
    }
    without_secrets |= {"/verwaltung/offers/topic/", "/verwaltung/portal/postalcode/"}
    assert lists - table == without_secrets


PROVIDERS = [  # address of the member's row, then what visitor, member, another organisation's member and staff get
    ("/traeger/", LOGIN, OPEN, OPEN, OPEN),
    ("/traeger/vorschlag/", LOGIN, OPEN, OPEN, OPEN),
    ("/traeger/angebot/neu/", LOGIN, OPEN, OPEN, OPEN),
    ("/traeger/angebot/{offer}/", LOGIN, OPEN, HIDDEN, OPEN),
    ("/traeger/angebot/{offer}/kalender/", LOGIN, OPEN, HIDDEN, OPEN),
    ("/traeger/organisation/{organisation}/", LOGIN, OPEN, HIDDEN, OPEN),
]


@pytest.fixture
def scene(cast, db):
    """The cast, free to be changed."""
    return cast


@pytest.fixture(scope="module")
def members(shared_rows):
    """An organisation's offer, and a client for each role."""
    membership = OrganisationMembershipFactory()
    offer = OfferFactory(organisation=membership.organisation)
    clients = {"visitor": Client(), "member": Client(), "stranger": Client(), "staff": Client()}
    clients["member"].force_login(membership.user)
    clients["stranger"].force_login(OrganisationMembershipFactory().user)
    clients["staff"].force_login(UserFactory(is_staff=True, is_superuser=True))
    return clients, {"offer": offer.pk, "organisation": offer.organisation_id}


@pytest.fixture
def providers(members, db):
    return members


@pytest.mark.parametrize("address, visitor, member, stranger, staff", PROVIDERS, ids=[row[0] for row in PROVIDERS])
def test_a_provider_reaches_her_own_rows_only(providers, address, visitor, member, stranger, staff):
    clients, rows = providers
    found = {role: outcome(client.get(address.format(**rows))) for role, client in clients.items()}
    assert found == {"visitor": visitor, "member": member, "stranger": stranger, "staff": staff}


@pytest.mark.parametrize("step", ["einreichen", "bestaetigen", "archivieren", "oeffnen", "quatsch"])
def test_no_step_touches_another_providers_offer(providers, step):
    clients, rows = providers
    assert clients["stranger"].post(f"/traeger/angebot/{rows['offer']}/{step}/").status_code == 404
    assert clients["visitor"].post(f"/traeger/angebot/{rows['offer']}/{step}/").status_code == 302
    assert clients["member"].get(f"/traeger/angebot/{rows['offer']}/{step}/").status_code == 405
    assert Offer.objects.get(pk=rows["offer"]).status == "published"


def test_saving_another_providers_rows_changes_nothing(providers):
    clients, rows = providers
    clients["stranger"].post(f"/traeger/angebot/{rows['offer']}/", {"title": "Gekapert"})
    clients["stranger"].post(f"/traeger/organisation/{rows['organisation']}/", {"about": "Gekapert"})
    assert not Offer.objects.filter(title="Gekapert").exists()
    assert not Organisation.objects.filter(about="Gekapert").exists()


def test_a_member_not_yet_approved_sees_nothing_of_the_organisation(providers):
    clients, rows = providers
    Organisation.objects.get(pk=rows["organisation"]).memberships.update(is_approved=False)
    assert outcome(clients["member"].get(f"/traeger/angebot/{rows['offer']}/")) == HIDDEN
