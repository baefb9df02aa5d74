from django.db import migrations
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

FIRST_CLASS = {"schulpraktikum": 8, "schnuppertag": 8, "ausbildung": 9, "duales-studium": 9, "einstiegsqualifizierung": 9, "freiwilligenjahr": 9}


def start_the_clock(apps, schema_editor):
    """Places that are public already count as confirmed today; from when on they fit follows from their kind, as none has hours yet."""
    Posting = apps.get_model("internships", "Posting")
    Posting.objects.filter(status="public").update(confirmed_on=timezone.localdate())
    for kind, school_class in FIRST_CLASS.items():
        Posting.objects.filter(kind=kind).update(from_class=school_class, from_age=Coalesce("minimum_age", 0))
    Posting.objects.filter(kind="ferienpraktikum").update(from_age=Greatest(Coalesce("minimum_age", 0), 15))


class Migration(migrations.Migration):
    dependencies = [("internships", "0004_how_places_are")]
    operations = [migrations.RunPython(start_the_clock, migrations.RunPython.noop)]
