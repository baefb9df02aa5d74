"""Leaving: whoever has an account can end it."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from internships import dormant


@reauthentication_required
def delete_account(request):
    """Staff cannot: the last one would lock the county out of its own portal."""
    if request.user.is_staff:
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "account/delete.html", {"alone": dormant.alone_responsible(request.user)})
    user = request.user
    logout(request)
    dormant.delete_account(user)
    messages.success(request, "Ihr Konto ist gelöscht.")
    return redirect("account_login")
