import django.core.validators
from django.db import migrations, models


def count_taken(apps, schema_editor):
    """Pupils whose week was named before seats were counted."""
    Week = apps.get_model("internships", "PostingWeek")
    for week in Week.objects.annotate(number=models.Count("inquiries")).filter(number__gt=0):
        Week.objects.filter(pk=week.pk).update(taken=week.number)


class Migration(migrations.Migration):
    dependencies = [("internships", "0002_inquiry_weeks")]

    operations = [
        migrations.AddField(
            model_name="postingweek",
            name="taken",
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="vergeben"),
        ),
        migrations.AlterField(
            model_name="postingweek",
            name="capacity",
            field=models.PositiveSmallIntegerField(
                default=1, validators=[django.core.validators.MaxValueValidator(50)], verbose_name="Freie Plätze"
            ),
        ),
        migrations.RunPython(count_taken, migrations.RunPython.noop),
    ]
