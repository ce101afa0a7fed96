"""An author's changes to what is published."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import typed
from core.refusal import Refused
from municipality.models import Area

from .. import actions
from ..actions.shared import situation_of
from ..forms import ProposalForm
from ..models import Proposal
from ..rules import Repair, why_not_edit, why_not_withdraw
from .drafts import save_pictures
from .mapping import points_of
from .shared import person, project_and_timeline, public_or_404, way_back


@typed.writer_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the text. A change that came too late is shown with what was typed, for copying."""
    proposal = _own_or_404(request, pk)
    project, timeline = project_and_timeline(proposal)
    refusal = why_not_edit(situation_of(proposal, person(request), timezone.now(), timeline=timeline))
    if refusal is not None and request.method != "POST":
        messages.error(request, str(refusal))
        return redirect(proposal)
    projects = [project] if project else []
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = {} if data else typed.typed_before(request)
    form = ProposalForm(*data, projects=projects, site_id=proposal.site_id, proposal=proposal, initial=initial)
    if request.method == "POST" and form.is_valid() and form.lets_through(request) and _change(request, proposal, form):
        return redirect(Proposal.objects.get(pk=proposal.pk))
    context = {
        "form": form,
        "proposal": proposal,
        "refusal": refusal,
        "repair": proposal.repairs.filter(closed_at=None).first() if proposal.repair else None,
        "crumbs": way_back(proposal),
        "points": points_of([proposal]),
        "action": request.path,
        "areas": list(Area.objects.filter(site_id=proposal.site_id)),
    }
    return render(request, "proposals/edit.html", context)


def _change(request: HttpRequest, proposal: Proposal, form: ProposalForm) -> bool:
    user = person(request)
    assert user is not None
    try:
        pictures = bool(form.new_pictures or form.removed_pictures() or form.described_pictures())
        changed = actions.edit(
            proposal=proposal, user=user, now=timezone.now(), fields=form.sound_fields(), pictures_changed=pictures
        )
        save_pictures(form, proposal)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    typed.sent(request)
    if changed.repair == Repair.ASKED:
        form.add_error(None, _("Nothing was changed yet. Change what the municipality asks for, then send."))
        return False
    if proposal.repair == Repair.ASKED:
        messages.success(request, _("Thank you. The municipality checks your clarification and tells you."))
    else:
        messages.success(request, _("The proposal has been changed. What it said before stays visible."))
    return True


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, then withdraw."""
    proposal = _own_or_404(request, pk)
    user = person(request)
    assert user is not None
    refusal = why_not_withdraw(situation_of(proposal, user, timezone.now()))
    if refusal is not None:
        messages.error(request, str(refusal))
        return redirect(proposal)
    if request.method != "POST":
        return render(request, "proposals/withdraw.html", {"proposal": proposal})
    actions.withdraw(proposal=proposal, user=user, now=timezone.now())
    messages.success(request, _("Your proposal has been withdrawn."))
    return redirect(Proposal.objects.get(pk=proposal.pk))


def _own_or_404(request: HttpRequest, pk: int) -> Proposal:
    proposal = public_or_404(request, pk)
    if proposal.author_id != request.user.pk:
        raise Http404
    return proposal
