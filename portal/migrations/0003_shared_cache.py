from django.core.management import call_command
from django.db import migrations


def create_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """The table of the cache that all app servers share."""

    dependencies = [("portal", "0002_searchwords")]
    operations = [migrations.RunPython(create_table, migrations.RunPython.noop)]
