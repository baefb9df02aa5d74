from django.contrib import admin

from articles.models import Article
from portal.admin import HistoryAdmin


@admin.register(Article)
class ArticleAdmin(HistoryAdmin):
    list_display = ["title", "kind", "status", "published_at", "changed_at"]
    list_filter = ["kind", "status", "audience"]
    search_fields = ["title", "teaser", "text"]
