"""Writing a proposal: form, preview, publishing. The draft is kept from the first time the form is sent."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import pending, typed
from accounts.eligibility import asking
from accounts.eligibility.rules import Asks
from accounts.places import detour, is_known
from core import guard
from core.refusal import Refused
from municipality.models import Area
from participation import registry
from participation.phases import Activity

from .. import actions
from ..forms import ProposalForm
from ..models import Picture, Proposal
from ..rules import Publication, why_not_propose
from ..similar import similar_to
from .mapping import points_of
from .shared import JUST_PUBLISHED, person, project_and_timeline, site_of, told_in, visitor, way_back
from .whose import begun, by_its_writer, own_draft_or_404, own_or_404, remember


def write(request: HttpRequest, project: UUID | None = None) -> HttpResponse:
    """A new proposal, in a project or in any that collects."""
    collecting = _collecting(site_of(request).pk, project)
    if request.method == "POST":
        uuid = _sent_uuid(request)
        return _save(request, uuid, begun(request, uuid), collecting)
    form = ProposalForm(projects=collecting, site_id=site_of(request).pk)
    return _form_page(request, form, uuids.uuid4(), collecting, asked=project)


@by_its_writer
def edit_draft(request: HttpRequest, uuid: UUID) -> HttpResponse:
    draft = own_draft_or_404(request, uuid)
    collecting = _collecting(draft.site_id, None)
    if request.method == "POST":
        return _save(request, draft.uuid, draft, collecting)
    form = ProposalForm(projects=collecting, site_id=draft.site_id, proposal=draft, initial=typed.typed_before(request))
    return _form_page(request, form, draft.uuid, collecting)


@by_its_writer
def draft(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The preview."""
    proposal = Proposal.objects.of_site(site_of(request).pk).filter(uuid=uuid).first()
    if proposal is not None and proposal.publication != Publication.DRAFT:
        return redirect(proposal)
    proposal = own_draft_or_404(request, uuid)
    project, timeline = project_and_timeline(proposal)
    refusal = why_not_propose(timeline, timezone.now(), told_in(timeline, visitor(request), proposal.site_id))
    context = {
        "proposal": proposal,
        "project": project,
        "pictures": list(proposal.pictures.all()),
        "areas": list(Area.objects.filter(site_id=proposal.site_id)) if proposal.has_place else [],
        "points": points_of([proposal]),
        "crumbs": way_back(),
        "refusal": None if isinstance(refusal, Asks) else refusal,
        "asks": refusal if isinstance(refusal, Asks) else None,
        "similar": similar_to(proposal.title, site_id=proposal.site_id, user=visitor(request), now=timezone.now()),
        "window": timeline.window(Activity.PROPOSE, timezone.now()),
    }
    return render(request, "proposals/preview.html", context)


@by_its_writer
def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Whoever comes without the form, by the way back or a reload, sees the preview."""
    if request.method != "POST":
        return redirect("proposals:draft", uuid=uuid)
    user = person(request)
    if user is None or not is_known(request):
        proposal = own_draft_or_404(request, uuid)
        pending.remember(request, "proposal", {"uuid": str(proposal.uuid)}, proposal.get_absolute_url())
        return detour(request, proposal.get_absolute_url())
    proposal = own_or_404(request, uuid)
    if refusal := guard.why_not(request, "proposal"):
        messages.error(request, str(refusal))
        return redirect(proposal)
    try:
        proposal = actions.publish(proposal=proposal, user=user, now=timezone.now())
    except Refused as refused:
        if asks := asking.url_of(refused, proposal.get_absolute_url()):
            return redirect(asks)
        messages.error(request, str(refused.refusal))
        return redirect(proposal)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("proposals:edit_draft", uuid=proposal.uuid)
    if proposal.is_public:
        request.session[JUST_PUBLISHED] = proposal.pk  # its page shows a receipt, once
    return redirect(proposal)


@by_its_writer
def discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    if request.method != "POST":
        return redirect("proposals:draft", uuid=uuid)
    actions.discard_draft(draft=own_draft_or_404(request, uuid), user=person(request))
    messages.success(request, _("The draft has been thrown away."))
    return redirect("proposals:list")


def _save(
    request: HttpRequest, uuid: UUID, known: Proposal | None, collecting: Sequence[registry.Project]
) -> HttpResponse:
    """Keep what is sound, then show what is not, or the preview."""
    kept = _keep(request, uuid, known, collecting)
    if isinstance(kept, HttpResponse):
        return kept
    form, draft = kept
    if draft is not None and not form.errors:
        typed.sent(request)
        return redirect("proposals:draft", uuid=draft.uuid)
    return _form_page(request, form, uuid, collecting)


def keep_typed(request: HttpRequest) -> HttpResponse | Proposal | None:
    """Keep what stands in the form that was left for something else; the page to show when that cannot be, and
    ``None`` when there is no project to keep it for."""
    collecting = _collecting(site_of(request).pk, None)
    uuid = _sent_uuid(request)
    kept = _keep(request, uuid, begun(request, uuid), collecting)
    return kept if isinstance(kept, HttpResponse) else kept[1]


def _keep(
    request: HttpRequest, uuid: UUID, known: Proposal | None, collecting: Sequence[registry.Project]
) -> HttpResponse | tuple[ProposalForm, Proposal | None]:
    """The form, and the draft that now holds what is sound in it; a page when nothing may be kept."""
    site = site_of(request)
    form = ProposalForm(request.POST, request.FILES, projects=collecting, site_id=site.pk, proposal=known)
    if form.is_valid():
        form.lets_through(request)
    if form.is_kept_out:
        return _form_page(request, form, uuid, collecting)
    key = form.project_key or (known.project_key if known else collecting[0].key if collecting else None)
    if known is None and Proposal.objects.filter(uuid=uuid).exists():
        return _used_already(request, form, collecting)
    if key is None:
        return form, known
    try:
        known = actions.save_draft(
            uuid=uuid,
            site_id=site.pk,
            author=person(request),
            project_key=key,
            language=form.cleaned_data.get("language") or request.LANGUAGE_CODE,
            fields=form.sound_fields(),
        )
    except Refused:
        return _used_already(request, form, collecting)
    remember(request, known)
    form.show_as_saved(save_pictures(form, known))
    return form, known


def _used_already(request: HttpRequest, form: ProposalForm, collecting: Sequence[registry.Project]) -> HttpResponse:
    """The draft has been published meanwhile, or is somebody else's: what was typed begins a new one."""
    form.proposal = None
    messages.error(
        request,
        _("This form has been used already. What you wrote is kept below; sending it makes another proposal."),
    )
    return _form_page(request, form, uuids.uuid4(), collecting)


def save_pictures(form: ProposalForm, proposal: Proposal) -> list[Picture]:
    """Remove, describe and add as the form says; return what was added."""
    for picture in form.removed_pictures():
        actions.remove_picture(picture=picture)
    for picture, alt in form.described_pictures():
        actions.describe_picture(picture=picture, alt=alt)
    return [actions.add_picture(proposal=proposal, picture=new.picture, alt=new.alt) for new in form.new_pictures]


def _form_page(
    request: HttpRequest,
    form: ProposalForm,
    uuid: UUID,
    collecting: Sequence[registry.Project],
    asked: UUID | None = None,
) -> HttpResponse:
    site = site_of(request)
    closed = None
    if not collecting and asked is not None and (project := registry.project(site.pk, asked)) is not None:
        closed = why_not_propose(project.timeline, timezone.now())
    action = reverse("proposals:edit_draft", args=[uuid]) if form.proposal else request.path
    return render(
        request,
        "proposals/write.html",
        {
            "form": form,
            "uuid": uuid,
            "action": action,
            "collecting": collecting,
            "closed": closed,
            "areas": list(Area.objects.filter(site=site)),
            "points": [],
            "crumbs": way_back(),
        },
    )


def _collecting(site_id: int, only: UUID | None) -> list[registry.Project]:
    """The projects that collect proposals now; of them only the one asked for, if any."""
    now = timezone.now()
    projects = [p for p in registry.projects(site_id) if p.timeline.allows(Activity.PROPOSE, now)]
    return [project for project in projects if only in (None, project.key)]


def _sent_uuid(request: HttpRequest) -> UUID:
    """The form's own name for the draft, so that sending twice makes one."""
    try:
        return UUID(request.POST.get("draft", ""))
    except ValueError:
        return uuids.uuid4()
