"""How every form looks: German words, the error beside its field, no inline style."""

from django.forms.renderers import TemplatesSetting


class PlainRenderer(TemplatesSetting):
    """Renders a field with components/field.html; the admin sites bring their own."""

    field_template_name = "components/field.html"
