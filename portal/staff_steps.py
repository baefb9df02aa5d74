"""One click, from the staff's first page or a list: POST addresses of an admin list, each taking one step on one row."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.decorators.http import require_POST


class OneClickAdmin:
    """Adds `<pk>/<name>/` for each of `steps`, a dictionary of names and functions of one row; `joined` is what they read."""

    steps = {}
    joined = ()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        steps = path("<int:pk>/<slug:step>/", self.admin_site.admin_view(require_POST(self.take_step)), name=name)
        return [*super().get_urls()[:-1], steps, *super().get_urls()[-1:]]

    def take_step(self, request, pk, step):
        rows = self.model.objects.select_related(*self.joined) if self.joined else self.model.objects
        row = get_object_or_404(rows, pk=pk)
        if step not in self.steps or not self.may_take_steps(request, row):
            raise PermissionDenied
        try:
            self.steps[step](row)
            self.message_user(request, f"Erledigt: {row}")
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        return HttpResponseRedirect(self.after_step(request))

    def after_step(self, request) -> str:
        return reverse("admin:index")

    def may_take_steps(self, request, row) -> bool:
        return self.has_change_permission(request, row)
