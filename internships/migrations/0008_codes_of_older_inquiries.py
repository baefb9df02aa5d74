from django.db import migrations

from internships.codes import new_code


def give_codes(apps, schema_editor):
    """Each inquiry that was there before gets a page of its own; their companies had the address from the beginning."""
    for inquiry in apps.get_model("internships", "Inquiry").objects.iterator():
        inquiry.code = new_code()
        inquiry.contact_released = True
        inquiry.save(update_fields=["code", "contact_released"])


class Migration(migrations.Migration):
    dependencies = [("internships", "0007_inquiries")]
    operations = [migrations.RunPython(give_codes, migrations.RunPython.noop)]
