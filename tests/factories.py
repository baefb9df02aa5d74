"""Rows for tests: each factory makes the smallest thing that the page under test needs."""

from datetime import date, timedelta

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone

from articles.models import Article, ArticleText, Picture
from internships.models import (
    Company,
    CompanySite,
    Delivery,
    Inquiry,
    InternshipPeriod,
    Invitation,
    JoinRequest,
    Membership,
    Posting,
    Report,
    Role,
)
from monitoring.models import Area, Indicator, Value
from occupations.models import Field, Occupation, OccupationField
from offers.models import Booking, ContactPerson, Event, Offer, Organisation, OrganisationMembership, Topic
from portal.models import Municipality, PostalCode, School, User
from portal.vocabulary import Certificate, Stage, Status

PLACES = {
    "Osnabrück": ("03404000", 52.27692, 8.04205, "49074"),
    "Belm": ("03459008", 52.302111, 8.140643, "49191"),
    "Melle": ("03459024", 52.201721, 8.335672, "49324"),
    "Bramsche": ("03459014", 52.406729, 7.97915, "49565"),
    "Fürstenau": ("03459017", 52.516666, 7.674799, "49584"),
}


class MunicipalityFactory(factory.django.DjangoModelFactory):
    """Real municipalities of the region: their distances are what the search is about."""

    class Meta:
        model = Municipality
        django_get_or_create = ["ags"]
        skip_postgeneration_save = True

    class Params:
        place = "Melle"

    name = factory.SelfAttribute("place")
    ags = factory.LazyAttribute(lambda row: PLACES[row.place][0])
    latitude = factory.LazyAttribute(lambda row: PLACES[row.place][1])
    longitude = factory.LazyAttribute(lambda row: PLACES[row.place][2])
    official_name = factory.SelfAttribute("place")
    kind = "Stadt"
    population = 10_000
    population_date = "2022-12-31"
    population_basis = "Zensus 2011"

    @factory.post_generation
    def postal_code(self, create, extracted, **kwargs):
        PostalCode.objects.get_or_create(code=PLACES[self.name][3], municipality=self)


class FieldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Field
        django_get_or_create = ["key"]

    key = "bau"
    name = "Bauen & Renovieren"


class OccupationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Occupation
        django_get_or_create = ["slug"]
        skip_postgeneration_save = True

    slug = "tischler-in"
    name = "Tischler/in"
    name_masculine = "Tischler"
    name_feminine = "Tischlerin"
    training = Occupation.Training.DUAL
    months = 36
    kldb = "22342"

    @factory.post_generation
    def field(self, create, extracted, **kwargs):
        field = FieldFactory(key=extracted or "bau", name=(extracted or "Bauen & Renovieren").capitalize())
        OccupationField.objects.get_or_create(occupation=self, field=field)


class CompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Company

    name = factory.Sequence(lambda number: f"Werkstatt {number}")
    municipality = factory.SubFactory(MunicipalityFactory)
    email = factory.Sequence(lambda number: f"werkstatt{number}@example.org")
    is_verified = True


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = School

    name = factory.Sequence(lambda number: f"Oberschule {number}")
    kind = "Oberschule"
    municipality = factory.SubFactory(MunicipalityFactory)
    email = factory.Sequence(lambda number: f"sekretariat{number}@example.org")


class PeriodFactory(factory.django.DjangoModelFactory):
    """Two weeks of class 9, some weeks ahead."""

    class Meta:
        model = InternshipPeriod

    school = factory.SubFactory(SchoolFactory)
    school_class = 9
    first_day = factory.LazyFunction(lambda: monday_ahead(8))
    last_day = factory.LazyAttribute(lambda row: row.first_day + timedelta(days=11))
    pupils = 60


def monday_ahead(weeks: int) -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)


class PostingFactory(factory.django.DjangoModelFactory):
    """A public place in the company's municipality."""

    class Meta:
        model = Posting

    company = factory.SubFactory(CompanyFactory)
    municipality = factory.SelfAttribute("company.municipality")
    occupation = factory.SubFactory(OccupationFactory)
    kind = Posting.Kind.SCHOOL_INTERNSHIP
    title = factory.Sequence(lambda number: f"Praktikum {number}")
    description = "Du sägst, schleifst und ölst ein kleines Regal."
    certificate = Certificate.NONE
    status = Posting.Status.PUBLIC
    published_at = factory.Sequence(lambda number: timezone.now() - timedelta(hours=1000 - number))
    confirmed_on = factory.LazyFunction(timezone.localdate)


class InquiryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inquiry

    posting = factory.SubFactory(PostingFactory)
    name = "Mia"
    message = "Ich möchte gern reinschnuppern."
    phone = "0541 000000"


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Report

    posting = factory.SubFactory(PostingFactory)
    reason = Report.Reason.WRONG


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    password = factory.django.Password("sehr-geheim-1")

    @factory.post_generation
    def confirmed(self, create, extracted, **kwargs):
        if extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    company = factory.SubFactory(CompanyFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.OWNER


class CompanySiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CompanySite

    company = factory.SubFactory(CompanyFactory)
    name = factory.Sequence(lambda number: f"Werk {number}")
    municipality = factory.SelfAttribute("company.municipality")


class JoinRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = JoinRequest

    company = factory.SubFactory(CompanyFactory)
    user = factory.SubFactory(UserFactory)


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    company = factory.SubFactory(CompanyFactory)
    email = factory.Sequence(lambda number: f"eingeladen{number}@example.org")
    invited_by = factory.SubFactory(UserFactory)


class DeliveryFactory(factory.django.DjangoModelFactory):
    """The receipt of a small table."""

    class Meta:
        model = Delivery

    company = factory.SubFactory(CompanyFactory)
    format = Delivery.Format.CSV
    name = "plaetze.csv"
    content = b"Referenz;Beruf\n1;Tischler/in\n"
    finished = factory.LazyFunction(timezone.now)


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Verein {number}")


class ContactPersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContactPerson

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Ute Beispiel"


class OrganisationMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganisationMembership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic
        django_get_or_create = ["key"]

    key = "berufswahl"
    name = "Berufswahl"


class OfferFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Offer

    title = factory.Sequence(lambda number: f"Werkstatttag {number}")
    summary = "Ein Tag in vier Werkstätten."
    description = "Du probierst **alles** aus."
    organisation = factory.SubFactory(OrganisationFactory)
    topic = factory.SubFactory(TopicFactory)
    format = Offer.Format.WORKSHOP
    stage = Stage.TRANSITION
    for_youth = True
    status = Status.PUBLISHED


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Event

    offer = factory.SubFactory(OfferFactory)
    starts = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class BookingFactory(factory.django.DjangoModelFactory):
    """A school's confirmed booking."""

    class Meta:
        model = Booking

    event = factory.SubFactory(EventFactory, offer__for_schools=True, seats=30)
    organisation = factory.Sequence(lambda number: f"Schule {number}")
    contact_name = "Frau Ginsterkamp"
    email = "ginsterkamp@example.org"
    seats = 10
    status = Booking.Status.CONFIRMED
    confirmed_at = factory.LazyFunction(timezone.now)


class ArticleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Article

    title = factory.Sequence(lambda number: f"Ratgeber {number}")
    teaser = "Kurz erklärt."
    text = "## Erstens\n\nRuf an."
    kind = Article.Kind.GUIDE
    status = Status.PUBLISHED


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ["code"]

    code = "03459"
    name = "Beispielkreis, Landkreis"
    level = Area.Level.DISTRICT
    is_shown = True
    is_home = factory.LazyAttribute(lambda row: row.code == "03459")


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicator
        django_get_or_create = ["key"]

    key = "schulabgaenge"
    name = factory.LazyAttribute(lambda row: row.key.capitalize())
    unit = "Anzahl"
    is_public = True


class ValueFactory(factory.django.DjangoModelFactory):
    """A public figure of the county."""

    class Meta:
        model = Value

    indicator = factory.SubFactory(IndicatorFactory)
    area = factory.SubFactory(AreaFactory)
    time = "2023"
    year = factory.LazyAttribute(lambda row: int(row.time[:4]))
    number = 100
    status = Value.Status.FINAL
    stage = Value.Stage.PUBLIC


class ArticleTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ArticleText

    article = factory.SubFactory(ArticleFactory)
    language = "en"
    title = "Finding an internship"
    text = "Give them a call."


class PictureFactory(factory.django.DjangoModelFactory):
    """A row only; its files are made where a test uploads one."""

    class Meta:
        model = Picture

    key = factory.Sequence(lambda number: f"muster{number}")
    width = 1200
    height = 800
    alt = "Eine Werkbank mit Hobel"
