"""The magazine and the fixed pages."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from articles import pictures
from articles.models import Article
from articles.prose import prose_of
from articles.structured_data import article_data
from offers.models import Offer
from portal import signed_links
from portal.listing import page_of
from portal.vocabulary import Audience

PREVIEW, PREVIEW_DAYS = "article-preview", 14


@require_safe
def article_list(request):
    audience = request.GET.get("fuer", "") if request.GET.get("fuer") in Audience.values else ""
    articles = Article.objects.magazine()
    if audience:
        articles = articles.filter(audience=audience)
    page = page_of(articles.count(), request.GET.get("seite"), size=12)
    context = {
        "articles": articles.for_list()[page.start : page.stop],
        "page": page,
        "audience": audience,
        "audiences": Audience.choices,
    }
    return render(request, "articles/article_list.html", context)


@require_safe
def article_detail(request, slug):
    """Staff see drafts and planned articles at their later address."""
    articles = Article.objects.in_magazine() if request.user.is_staff else Article.objects.magazine()
    return _article(request, get_object_or_404(articles.select_related("picture").in_language(), slug=slug))


@never_cache
@require_safe
def preview(request, token):
    """A draft for people without an account, by a link that ends after two weeks."""
    key = signed_links.read(PREVIEW, token, PREVIEW_DAYS)
    if key is None:
        raise Http404
    article = get_object_or_404(Article.objects.select_related("picture").in_language(), pk=key)
    return page(request, article.slug, article) if article.kind == Article.Kind.PAGE else _article(request, article)


def _article(request, article):
    context = {
        "article": article,
        "prose": prose_of(article.here("text")),
        "occupations": article.occupations.published().for_list(),
        "offers": article.offers.filter(pk__in=Offer.objects.published()).for_list(),
        "structured_data": article_data(article) if article.is_public else [],
    }
    return render(request, "articles/article_detail.html", context)


@require_safe
def page(request, slug, article=None):
    """A fixed page; `article` is the draft that a preview shows."""
    pages = Article.objects.all() if request.user.is_staff else Article.objects.published()
    article = article or get_object_or_404(pages.in_language(), kind=Article.Kind.PAGE, slug=slug)
    return render(request, "articles/page.html", {"article": article, "prose": prose_of(article.here("text"))})


@cache_control(max_age=365 * 24 * 3600, public=True, immutable=True)
@require_safe
def picture(request, key, width):
    """A size of a picture from the storage: its name is made of its content, so it never changes. A proxy may serve the folder instead."""
    name = pictures.name_of(key, width)
    if not default_storage.exists(name):
        raise Http404
    return FileResponse(default_storage.open(name), content_type="image/webp")
