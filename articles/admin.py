"""Editors' work: articles with their translations and pictures, and the four entrances."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.urls import reverse
from django.utils.html import format_html

from articles import pictures
from articles.models import Article, ArticleText, Picture, Situation, SituationText, Step, StepText
from articles.prose import image
from articles.views import PREVIEW
from portal import signed_links
from portal.admin import HistoryAdmin

SHORT = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})}}
LONG = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 24})}}


class Translations(admin.StackedInline):
    """One language after the other; what is missing is shown in German."""

    extra = 0
    classes = ["collapse"]


class ArticleTexts(Translations):
    model = ArticleText
    formfield_overrides = LONG


@admin.register(Article)
class ArticleAdmin(HistoryAdmin):
    list_display = ["title", "kind", "status", "published_at", "changed_at"]
    list_filter = ["kind", "status", "audience"]
    search_fields = ["title", "teaser", "text"]
    autocomplete_fields = ["picture", "occupations", "offers"]
    readonly_fields = ["preview"]
    inlines = [ArticleTexts]
    formfield_overrides = LONG
    fieldsets = [
        (None, {"fields": ["kind", "title", "teaser", "text", "picture", "author"]}),
        ("Veröffentlichen", {"fields": ["status", "published_at", "preview", "slug", "is_demo"]}),
        ("Für wen und wozu", {"fields": ["audience", "occupations", "offers"]}),
    ]

    @admin.display(description="Vorschau")
    def preview(self, article):
        if not article.pk:
            return "nach dem ersten Speichern"
        address = reverse("article_preview", args=[signed_links.sign(PREVIEW, article.pk)])
        return format_html('<a href="{}">Ansehen, wie es gespeichert ist</a> (14 Tage gültig, zum Weitergeben)', address)


class PictureForm(forms.ModelForm):
    file = forms.FileField(
        label="Datei", help_text="JPEG, PNG oder WebP, höchstens 10 MB. Ort und Gerät, die im Foto stecken, löschen wir.", required=False
    )

    class Meta:
        model = Picture
        fields = ["alt", "caption", "credit"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file is None and self.instance.pk is None:
            raise forms.ValidationError("Bitte wählen Sie eine Datei aus.")
        self.made = pictures.keep(file) if file else None
        if self.made and Picture.objects.filter(key=self.made.key).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Dieses Bild ist schon da.")
        return file

    def save(self, commit=True):
        if self.made:
            self.instance.key, self.instance.width, self.instance.height = self.made
        return super().save(commit)


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    form = PictureForm
    list_display = ["alt", "credit", "in_text", "uploaded_at"]
    search_fields = ["alt", "caption", "credit"]
    readonly_fields = ["shown", "in_text"]
    fields = ["file", "shown", "in_text", "alt", "caption", "credit"]

    @admin.display(description="Bild")
    def shown(self, picture):
        return image(picture, "480px") if picture.pk else "–"

    @admin.display(description="Im Text")
    def in_text(self, picture):
        return f"![](bild:{picture.pk})" if picture.pk else "–"


class SituationTexts(Translations):
    model = SituationText
    formfield_overrides = SHORT


class Steps(admin.StackedInline):
    model = Step
    extra = 0
    show_change_link = True
    formfield_overrides = SHORT
    fields = ["title", "text", ("link", "link_words", "figure"), ("position", "half", "from_class", "to_class")]


@admin.register(Situation)
class SituationAdmin(admin.ModelAdmin):
    list_display = ["name", "audience", "position", "is_public"]
    list_filter = ["audience", "is_public"]
    list_editable = ["position", "is_public"]
    search_fields = ["name", "intro"]
    inlines = [Steps, SituationTexts]
    formfield_overrides = SHORT


class StepTexts(Translations):
    model = StepText
    formfield_overrides = SHORT


@admin.register(Step)
class StepAdmin(admin.ModelAdmin):
    """For its translations; the steps themselves are edited with their situation."""

    list_display = ["title", "situation", "half"]
    list_filter = ["situation__audience"]
    list_select_related = ["situation"]
    search_fields = ["title", "text"]
    inlines = [StepTexts]
    formfield_overrides = SHORT
