"""More time for a consultation that is open."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.places import signed_in
from core.jobs import actions as jobs
from core.jobs.running import Work
from core.refusal import Refused

from .. import actions
from ..models import Extension
from ..readiness import announced
from ..rules import why_not_extend
from .forms import ExtendForm
from .reaching import head, reached

LATEST = datetime.max.replace(tzinfo=UTC)
JOB = "consultations.extended"


def extend(request: HttpRequest, key: UUID) -> HttpResponse:
    """Followers are told at once, those who sent something by long work. What is refused is shown with what was typed."""
    page, site = reached(request.user, key)
    now, user = timezone.now(), signed_in(request)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.extend(page=page, closes_at=typed["closes_at"], reason=typed["reason"], user=user, now=now)
        except Refused as refused:
            form.add_error("closes_at", str(refused.refusal))
        except ValidationError as error:
            form.add_error("reason", error)
        else:
            title = _("More time: %(title)s") % {"title": page.title}
            jobs.start(kind=JOB, user=user, site=site, title=title, params={"extension": made.pk})
            messages.success(request, _("The new closing time holds at once. Those who sent something get a mail."))
            return redirect("wagtailadmin_pages:edit", page.pk)
    context: dict[str, Any] = {
        **head(page, _("Extend"), "time"),
        "form": form,
        "refusal": why_not_extend(announced(page) or page.terms, LATEST, now),
        "extensions": Extension.objects.filter(consultation_key=key),
    }
    return render(request, "consultations/admin/extend.html", context)


def tell(work: Work) -> dict[str, Any]:
    """The mails, as long work: what was sent before it was interrupted is not sent again."""
    extension = Extension.objects.select_related("site").get(pk=work.params["extension"])
    return {"done": actions.tell_senders(extension=extension, progress=lambda done: work.progress(done, None))}
