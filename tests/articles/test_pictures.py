"""Uploads: only what is a picture comes in, and nothing that was hidden in it goes out."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles import pictures
from articles.models import Picture
from portal import pictures as any_pictures


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


def upload(size=(1200, 800), kind="JPEG", name="bild.jpg", **options) -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", size, "#5b2be0").save(file, kind, **options)
    return SimpleUploadedFile(name, file.getvalue())


def photographed_in_a_garden() -> SimpleUploadedFile:
    """A JPEG that lies on its side and knows where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    return upload(exif=exif)


def test_a_picture_is_kept_in_three_sizes_upright_and_without_its_place(visitor, staff):
    form = {"alt": "Eine lila Fläche", "file": photographed_in_a_garden()}
    assert staff.post("/verwaltung/articles/picture/add/", form).status_code == 302
    picture = Picture.objects.get()
    assert (picture.width, picture.height, picture.widths) == (800, 1200, [480, 800])
    response = visitor.get(picture.address(480))
    assert response["Content-Type"] == "image/webp"
    assert "immutable" in response["Cache-Control"]
    shown = Image.open(BytesIO(response.getvalue()))
    assert (shown.format, shown.size, dict(shown.getexif())) == ("WEBP", (480, 720), {})
    assert visitor.get(picture.address(960)).status_code == 404
    assert visitor.get("/magazin/bilder/gibtesnicht-480.webp").status_code == 404


def test_without_words_for_the_blind_nothing_is_saved(staff):
    response = staff.post("/verwaltung/articles/picture/add/", {"file": upload()})
    assert response.context["adminform"].form.errors.keys() == {"alt"}
    assert not Picture.objects.exists()


def test_the_same_picture_comes_in_once(staff):
    staff.post("/verwaltung/articles/picture/add/", {"alt": "Lila", "file": upload()})
    again = staff.post("/verwaltung/articles/picture/add/", {"alt": "Lila", "file": upload()})
    assert "Dieses Bild ist schon da." in again.content.decode()


def test_words_can_be_mended_without_a_new_file(staff):
    staff.post("/verwaltung/articles/picture/add/", {"alt": "Lila", "file": upload()})
    picture = Picture.objects.get()
    staff.post(f"/verwaltung/articles/picture/{picture.pk}/change/", {"alt": "Eine lila Fläche"})
    picture.refresh_from_db()
    assert (picture.alt, picture.width) == ("Eine lila Fläche", 1200)


@pytest.mark.parametrize(
    "file, reason",
    [
        (SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>"), "nicht lesen"),
        (SimpleUploadedFile("a.jpg", upload().read()[:300]), "nicht lesen"),
        (upload(kind="GIF", name="a.jpg"), "nicht lesen"),
        (upload(size=(200, 100)), "zu schmal"),
        (upload(size=(400, 1300)), "zu hoch"),
        (SimpleUploadedFile("a.jpg", b"0" * (any_pictures.MOST_BYTES + 1)), "zu groß"),
    ],
    ids=["script", "cut-off", "gif", "tiny", "tall", "heavy"],
)
def test_what_is_no_proper_picture_is_refused_in_german(file, reason):
    with pytest.raises(ValidationError, match=reason):
        pictures.keep(file)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(any_pictures, "MOST_PIXELS", 100_000)
    with pytest.raises(ValidationError, match="zu viele Bildpunkte"):
        pictures.keep(upload(kind="PNG", name="a.png"))
