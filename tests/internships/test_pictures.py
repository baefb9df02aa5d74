"""Pictures of places: believed by their content, made small, without what the camera knows."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from internships import moderation
from internships.models import PostingPicture
from tests.factories import PostingFactory
from tests.pages import text_of


def picture(size=(1600, 1200), kind="JPEG", **options) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, "#5b2be0").save(target, kind, **options)
    return target.getvalue()


def with_place() -> bytes:
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "Hinterhof Ahorn"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif)


def send(owner, posting, content: bytes, name="foto.jpg", alt="Eine Werkbank"):
    inline = {"pictures-TOTAL_FORMS": "1", "pictures-INITIAL_FORMS": "0", "pictures-0-alt": alt}
    address = f"/betriebsbereich/internships/posting/{posting.pk}/change/?teil=bilder"
    return owner.post(address, inline | {"pictures-0-image": SimpleUploadedFile(name, content)})


@pytest.fixture
def posting(owner):
    return PostingFactory(company=owner.company)


def test_a_photo_becomes_small_and_forgets_where_it_was_taken(owner, posting, visitor):
    assert b"Hinterhof Ahorn" in with_place()
    assert send(owner, posting, with_place()).status_code == 302
    [kept] = PostingPicture.objects.all()
    assert (kept.width, kept.height) == (1200, 900)
    response = visitor.get(kept.image.url)
    content = b"".join(response.streaming_content)
    assert response["Content-Type"] == "image/webp"
    assert "immutable" in response["Cache-Control"]
    assert b"Hinterhof" not in content
    assert b"EXIF" not in content
    assert not Image.open(BytesIO(content)).getexif()


def test_its_words_stand_for_it_on_the_page(owner, posting, visitor):
    send(owner, posting, picture())
    posting.refresh_from_db()
    assert posting.status == "submitted"
    posting.status = "public"
    posting.save()
    assert 'alt="Eine Werkbank"' in visitor.get(posting.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "content, says",
    [
        (b"<svg onload=alert(1)></svg>", "kein Bild oder ist defekt"),
        (b"%PDF-1.7 nicht wirklich", "kein Bild oder ist defekt"),
        (picture()[:400], "kein Bild oder ist defekt"),
        (picture(kind="GIF"), "können wir nicht lesen"),
        (picture(size=(20, 20)), "zu klein"),
        (picture(size=(9000, 6000), kind="PNG"), "zu viele Bildpunkte"),
    ],
    ids=["svg", "pdf", "cut off", "gif", "tiny", "huge"],
)
def test_what_is_no_picture_is_refused_whatever_its_name(owner, posting, content, says):
    assert says in text_of(send(owner, posting, content))
    assert not PostingPicture.objects.exists()


def test_a_copied_place_keeps_its_pictures(owner, posting):
    send(owner, posting, picture())
    twin = moderation.copy(posting)
    [one, other] = PostingPicture.objects.order_by("pk")
    assert (one.posting, other.posting) == (posting, twin)
    assert (one.image.name, one.alt, one.width) == (other.image.name, other.alt, other.width)


def test_a_picture_needs_words(owner, posting):
    assert "Bitte ausfüllen" in text_of(send(owner, posting, picture(), alt=""))


@pytest.mark.parametrize("name", ["../portal.sqlite3", "x.webp", "0" * 32 + ".png", "0" * 32 + ".webp", "%2e%2e%2fsecret-key"])
def test_only_pictures_are_served(visitor, name):
    assert visitor.get(f"/bilder/{name}").status_code == 404


def test_at_night_files_go_that_nothing_points_at(owner, posting, monkeypatch):
    send(owner, posting, picture())
    kept = PostingPicture.objects.get().image.name
    left_over = default_storage.save("bilder/" + "a" * 32 + ".webp", ContentFile(b"alt"))
    monkeypatch.setattr(default_storage, "get_modified_time", lambda name: timezone.now() - timedelta(days=2), raising=False)
    call_command("tidy_files", verbosity=0)
    assert default_storage.exists(kept)
    assert not default_storage.exists(left_over)


def test_a_logo_is_checked_the_same_way(owner):
    address = f"/betriebsbereich/internships/company/{owner.company.pk}/change/"
    values = {"municipality": owner.company.municipality_id, "email": owner.company.email, "answer_days": "7"}
    response = owner.post(address, values | {"logo": SimpleUploadedFile("logo.png", b"kein Bild")})
    assert "kein Bild oder ist defekt" in text_of(response)
    owner.post(address, values | {"logo": SimpleUploadedFile("logo.png", picture(size=(800, 800), kind="PNG"))})
    owner.company.refresh_from_db()
    assert owner.company.logo.width == 400
