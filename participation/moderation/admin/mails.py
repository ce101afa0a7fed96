"""Where a moderator chooses how to hear of new cases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.models import Site

from accounts.models import User
from accounts.places import signed_in
from accounts.queries import sites_where
from accounts.roles import MODERATES

from .. import actions
from ..models import How, MailChoice
from .forms import MailsForm


def moderated_sites(user: object) -> list[Site]:
    if not isinstance(user, User):
        return []
    ids = sites_where(user, MODERATES)
    sites = Site.objects.order_by("site_name", "pk")
    return list(sites if ids is None else sites.filter(pk__in=ids))


def mails(request: HttpRequest) -> HttpResponse:
    """One form for each municipality where the person moderates."""
    sites = moderated_sites(request.user)
    if not sites:
        return permission_denied(request)
    user = signed_in(request)
    chosen = {row.site_id: row.how for row in MailChoice.objects.filter(person=user)}
    sent = request.POST.get("site", "")
    forms = []
    for site in sites:
        is_sent = request.method == "POST" and sent == str(site.pk)
        initial = {"how": chosen.get(site.pk, How.DAILY)}
        form = MailsForm(request.POST if is_sent else None, initial=initial, auto_id=f"id_{site.pk}_%s")
        if is_sent and form.is_valid():
            actions.choose_mails(user=user, site_id=site.pk, how=form.cleaned_data["how"], now=timezone.now())
            messages.success(request, _("Your choice is saved."))
            return redirect("moderation_mails")
        forms.append((site, form))
    context = {
        "forms": forms,
        "header_title": _("Mails about new cases"),
        "page_title": _("Mails about new cases"),
        "header_icon": "mail",
    }
    return TemplateResponse(request, "moderation/admin/mails.html", context)
