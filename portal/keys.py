"""A few keys of a fixed choice in one text column: ["de", "tr"] is kept as '|de|tr|', which both databases find by `contains`."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q


class KeysField(models.CharField):
    """`keys` are (key, name) pairs, or a function that returns them where they lie in a table; migrations do not hold them."""

    def __init__(self, *args, keys=(), **kwargs):
        self.keys = keys
        super().__init__(*args, **{"max_length": 200, "default": list, "blank": True} | kwargs)

    def pairs(self) -> list[tuple[str, str]]:
        return list(self.keys() if callable(self.keys) else self.keys)

    def names(self, value: Iterable[str]) -> list[str]:
        """The words for the keys of a value, in the order of the choice."""
        return [str(name) for key, name in self.pairs() if key in value]

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        if isinstance(value, str):
            return [key for key in value.split("|") if key]
        return list(value or [])

    def get_prep_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return f"|{'|'.join(value)}|" if value else ""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value, model_instance):
        unknown = set(value) - {key for key, _ in self.pairs()}
        if unknown:
            raise ValidationError(f"Unbekannt: {', '.join(sorted(unknown))}")
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def formfield(self, **kwargs):
        kwargs.pop("widget", None)
        options = {"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text, "initial": self.get_default}
        return forms.MultipleChoiceField(choices=self.pairs, widget=forms.CheckboxSelectMultiple, **options | kwargs)


def holds(name: str, key: str) -> Q:
    """Rows whose column of keys has this one."""
    return Q(**{f"{name}__contains": f"|{key}|"})
