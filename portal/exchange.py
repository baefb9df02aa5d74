"""Tables as CSV and XLSX, out and in, in staff's admin: German headings, each bad row named, the good ones go in.

Cells that a spreadsheet would run as a formula leave as text and come back as they were.
"""

import re
from contextlib import suppress
from datetime import datetime

from import_export import fields, resources
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import SelectableFieldsExportForm
from import_export.widgets import ManyToManyWidget, Widget

from portal.opendata import harmless

DISARMED = re.compile(r"^'(?=[=+\-@\t\r])")
SEPARATOR = " | "
YES_NO = {"ja": True, "nein": False, "1": True, "0": False, "": False}


class NameWidget(Widget):
    """A row of another table by its name."""

    def __init__(self, model, column="name"):
        super().__init__()
        self.model, self.column = model, column

    def clean(self, value, row=None, **kwargs):
        return self.found(str(value or "").strip()) if value not in (None, "") else None

    def found(self, name: str):
        rows = list(self.model.objects.filter(**{self.column: name})[:2])
        if len(rows) != 1:
            raise ValueError(f"{self.model._meta.verbose_name} „{name}“ {'gibt es nicht' if not rows else 'ist nicht eindeutig'}.")
        return rows[0]

    def render(self, value, obj=None, **kwargs):
        return getattr(value, self.column) if value else ""


class NamesWidget(ManyToManyWidget):
    """Several rows of another table: 'Adorf | Bedorf'."""

    def clean(self, value, row=None, **kwargs):
        return [NameWidget(self.model).found(name.strip()) for name in str(value or "").split("|") if name.strip()]

    def render(self, value, obj=None, **kwargs):
        return SEPARATOR.join(one.name for one in value.all()) if value else ""


class ChoiceWidget(Widget):
    """A choice by its words; its key is understood as well."""

    def __init__(self, pairs):
        super().__init__()
        self.pairs = pairs

    def clean(self, value, row=None, **kwargs):
        text = str(value if value is not None else "").strip()
        return self.key(text) if text else ""

    def key(self, text: str):
        for key, name in self.pairs():
            if text in (str(key), str(name)):
                return key
        raise ValueError(f"„{text}“ ist keine der Möglichkeiten: {', '.join(str(name) for _, name in self.pairs())}.")

    def render(self, value, obj=None, **kwargs):
        return str(dict(self.pairs()).get(value, value if value is not None else ""))


class KeysWidget(ChoiceWidget):
    """Several of a choice: 'Deutsch | Türkisch'."""

    def clean(self, value, row=None, **kwargs):
        return [self.key(part.strip()) for part in str(value or "").split("|") if part.strip()]

    def render(self, value, obj=None, **kwargs):
        names = dict(self.pairs())
        return SEPARATOR.join(str(names.get(key, key)) for key in value or [])


class YesNoWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        text = str(value if value is not None else "").strip().lower()
        if text not in YES_NO:
            raise ValueError(f"„{value}“: Bitte ja oder nein.")
        return YES_NO[text]

    def render(self, value, obj=None, **kwargs):
        return "ja" if value else "nein"


class WholeNumberWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        text = str(value if value is not None else "").strip().removesuffix(".0")
        if text and not (text.isascii() and text.isdigit()):
            raise ValueError(f"„{value}“ ist keine ganze Zahl.")
        return int(text) if text else None

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class DayWidget(Widget):
    """A day as a spreadsheet or a German writes it."""

    def clean(self, value, row=None, **kwargs):
        if isinstance(value, datetime):
            return value.date()
        text = str(value if value is not None else "").strip()
        for form in ("%d.%m.%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"):
            with suppress(ValueError):
                return datetime.strptime(text, form).date()
        raise ValueError(f"„{text}“ ist kein Tag wie 3.5.2027.")

    def render(self, value, obj=None, **kwargs):
        return f"{value:%d.%m.%Y}" if value else ""


class TextWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        return "" if value is None else str(value).strip()

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


def column(model, name: str, heading: str, **options) -> fields.Field:
    return fields.Field(attribute=name, column_name=heading, widget=_widget(model._meta.get_field(name)), **options)


def _widget(field) -> Widget:
    if field.many_to_many:
        return NamesWidget(field.related_model)
    if field.is_relation:
        return NameWidget(field.related_model)
    if hasattr(field, "pairs"):
        return KeysWidget(field.pairs)
    if field.choices:
        return ChoiceWidget(lambda: field.choices)
    kinds = {"BooleanField": YesNoWidget, "PositiveSmallIntegerField": WholeNumberWidget}
    return kinds.get(field.get_internal_type(), TextWidget)()


class TableResource(resources.ModelResource):
    """What all tables share: formulas disarmed, columns that are missing named. `may_lack`: key columns without which all rows are new."""

    may_lack = ()

    def export_field(self, field, instance, **kwargs):
        return harmless(super().export_field(field, instance, **kwargs))

    def before_import(self, dataset, **kwargs):
        keys = [self.fields[name].column_name for name in self._meta.import_id_fields]
        missing = [heading for heading in keys if heading not in (dataset.headers or [])]
        if needed := [heading for heading in missing if heading not in self.may_lack]:
            raise ValueError(f"In der Tabelle fehlt die Spalte „{'“ und die Spalte „'.join(needed)}“.")
        for heading in missing:
            dataset.append_col([""] * len(dataset), header=heading)

    def before_import_row(self, row, **kwargs):
        for heading, cell in row.items():
            if isinstance(cell, str):
                row[heading] = DISARMED.sub("", cell)


class ColumnsForm(SelectableFieldsExportForm):
    """Names each column by its heading alone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if getattr(field, "is_selectable_field", False):
                field.label = field.label.rpartition("(")[2].removesuffix(")")


class ExchangeAdmin(ImportExportMixin):
    """Import and export of a list in the admin: a look first, then the good rows go in."""

    formats = [CSV, XLSX]
    export_form_class = ColumnsForm
    export_template_name = "admin/import_export/export.html"

    def import_action(self, request, **kwargs):
        """Bad rows stand on the page with line and reason; the others may go in all the same."""
        response = super().import_action(request, **kwargs)
        context = getattr(response, "context_data", None) or {}
        result = context.get("result")
        for error in result.base_errors if result else []:
            error.traceback = ""  # staff read what is wrong with their table, not where in the code that was found
        if result and not result.has_errors() and result.has_validation_errors() and result.valid_rows():
            context["confirm_form"] = self.create_confirm_form(request, import_form=context["form"])
        return response
