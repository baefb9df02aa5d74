"""Pages of the firms' area: hand over files, read receipts, make and revoke keys for the interface."""

import csv
import io

import openpyxl
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from internships import deliveries
from internships.deliveries import Busy
from internships.exchange_forms import ColumnsForm, TokenForm, UploadForm
from internships.models import ApiToken, ColumnMemory, Company, Delivery
from internships.sources import SOURCES
from internships.sources.columns import COLUMNS, example_row
from internships.sources.record import BadSource

SHOWN = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def urls(site) -> list:
    """The addresses, each open only to people of a firm (`site.admin_view`) and there only to their own rows."""
    pages = [
        ("lieferungen/vorlage.csv", template_csv, "delivery_template_csv"),
        ("lieferungen/vorlage.xlsx", template_xlsx, "delivery_template_xlsx"),
        ("lieferungen/<int:company>/", upload, "deliveries"),
        ("lieferung/<int:pk>/spalten/", columns, "delivery_columns"),
        ("lieferung/<int:pk>/", receipt, "delivery"),
        ("schluessel/<int:company>/", tokens, "tokens"),
        ("schluessel/<int:pk>/sperren/", revoke, "revoke_token"),
    ]
    return [path(address, site.admin_view(view), {"site": site}, name=name) for address, view, name in pages]


def shown(request, site, template: str, status: int = 200, **context):
    return TemplateResponse(request, template, site.each_context(request) | context, status=status)


def upload(request, site, company):
    """A file comes in. Formats with fixed names are taken in at once, tables ask first what their columns mean."""
    company = get_object_or_404(Company.objects.of(request.user), pk=company)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _received(request, company, form)
        except (BadSource, Busy) as error:
            form.add_error("file", str(error))
    listed = company.deliveries.defer("content", "problems")[:SHOWN]
    context = {"title": "Plätze aus einer Datei", "company": company, "form": form, "deliveries": listed}
    return shown(request, site, "company/deliveries.html", 400 if form.errors else 200, **context)


def _received(request, company: Company, form: UploadForm):
    asks = bool(SOURCES[form.format].headings(form.content))
    delivery = deliveries.received(company, form.format, form.content, form.cleaned_data["file"].name, form.cleaned_data["is_full"])
    if asks:
        return redirect("company:delivery_columns", pk=delivery.pk)
    try:
        deliveries.take_in(delivery)
    except (BadSource, Busy):
        delivery.delete()
        raise
    return redirect("company:delivery", pk=delivery.pk)


def columns(request, site, pk):
    """Which column means what: guessed, or as last time."""
    delivery = get_object_or_404(Delivery.objects.of(request.user).waiting().select_related("company__municipality"), pk=pk)
    content, source = bytes(delivery.content), SOURCES[delivery.format]
    headings = source.headings(content)
    example = source.first_row(content, headings)
    memory = ColumnMemory.objects.filter(company=delivery.company).first()
    form = ColumnsForm(headings, memory.columns if memory else {}, example, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deliveries.take_in(delivery, form.columns, form.cleaned_data["kind"])
            return redirect("company:delivery", pk=delivery.pk)
        except (BadSource, Busy) as error:
            form.add_error(None, str(error))
    context = {"title": "Was bedeuten die Spalten?", "delivery": delivery, "form": form}
    return shown(request, site, "company/delivery_columns.html", 400 if form.errors else 200, **context)


@require_safe
def receipt(request, site, pk):
    delivery = get_object_or_404(Delivery.objects.of(request.user).select_related("company").defer("content"), pk=pk)
    if delivery.finished is None:
        return redirect("company:delivery_columns", pk=pk)
    labels = {column.name: column.label for column in COLUMNS}
    problems = [problem | {"label": labels.get(problem["field"], "")} for problem in delivery.problems]
    return shown(request, site, "company/delivery.html", title="Beleg", delivery=delivery, problems=problems)


@require_safe
def template_csv(request, site):
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows([[column.label for column in COLUMNS], example_row(timezone.localdate())])
    return _attached(file.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", "plaetze-vorlage.csv")


@require_safe
def template_xlsx(request, site):
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "Plätze"
    book.active.append([column.label for column in COLUMNS])
    book.active.append(example_row(timezone.localdate()))
    book.active.freeze_panes = "A2"
    book.save(file)
    return _attached(file.getvalue(), XLSX, "plaetze-vorlage.xlsx")


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@never_cache
def tokens(request, site, company):
    """Keys of a firm; its owners make them. The secret of a new one stands in the answer to the click that made it, and nowhere else."""
    company = get_object_or_404(Company.objects.of(request.user), pk=company)
    is_owner = Company.objects.owned_by(request.user).filter(pk=company.pk).exists()
    if request.method == "POST" and not is_owner:
        raise PermissionDenied
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _, secret = ApiToken.make(company=company, created_by=request.user, name=form.cleaned_data["name"], expires_on=form.expires_on)
        form = TokenForm()
    listed = company.api_tokens.select_related("created_by")[:SHOWN]
    context = {"title": "Schlüssel für die Schnittstelle", "company": company, "form": form, "tokens": listed, "secret": secret}
    return shown(request, site, "company/tokens.html", 400 if form.errors else 200, is_owner=is_owner, **context)


@require_POST
def revoke(request, site, pk):
    token = get_object_or_404(ApiToken, company__in=Company.objects.owned_by(request.user), pk=pk)
    token.revoke()
    messages.success(request, f"Der Schlüssel „{token.name}“ gilt nicht mehr.")
    return redirect("company:tokens", company=token.company_id)
