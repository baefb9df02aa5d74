"""The magazine and the fixed pages."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article
from portal.listing import page_of


@require_safe
def article_list(request):
    articles = Article.objects.magazine()
    page = page_of(articles.count(), request.GET.get("seite"), size=12)
    context = {"articles": articles.defer("text")[page.start : page.stop], "page": page}
    return render(request, "articles/article_list.html", context)


@require_safe
def article_detail(request, slug):
    article = get_object_or_404(Article.objects.magazine(), slug=slug)
    return render(request, "articles/article_detail.html", {"article": article})


@require_safe
def page(request, slug):
    article = get_object_or_404(Article.objects.published(), kind=Article.Kind.PAGE, slug=slug)
    return render(request, "articles/page.html", {"article": article})
