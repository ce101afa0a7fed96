"""A draft: everything before publishing. It may be incomplete, and it may have no author yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.pictures import CleanPicture
from core.refusal import Refusal, Refused
from core.text import tidy, tidy_line
from municipality.areas import area_at

from ..models import Picture, Proposal
from ..rules import PICTURES, Publication
from .shared import locked, note

FIELDS = frozenset({"project_key", "title", "body", "language", "theme", "area", "area_chosen", "place", "lat", "lon"})


@transaction.atomic
def save_draft(
    *, uuid: UUID, site_id: int, author: User | None, project_key: UUID, language: str, fields: Mapping[str, Any]
) -> Proposal:
    """Make the draft ``uuid``, or change it: sending a form twice makes one. ``fields`` holds what is known to be
    sound so far, any of `FIELDS`. Raises Refused when it has been published meanwhile or is somebody else's."""
    start = {"site_id": site_id, "author": author, "project_key": project_key, "language": language}
    draft, created = Proposal.objects.get_or_create(uuid=uuid, defaults=start)
    if not created:
        draft = locked(draft)
        if draft.publication != Publication.DRAFT:
            raise Refused(Refusal("published", _("This proposal has been published already.")))
        if draft.author_id is not None and draft.author != author:
            raise Refused(Refusal("not_author", _("Only its author can change a proposal.")))
        draft.project_key, draft.language = project_key, language
    set_fields(draft, fields)
    draft.save()
    return draft


def set_fields(proposal: Proposal, fields: Mapping[str, Any]) -> None:
    """Put tidied values on the proposal. An ``area`` counts as chosen by the writer, and none as not chosen, unless
    ``area_chosen`` says otherwise; where none was chosen, it is the one that the place is in. Raises ValueError for a
    name outside `FIELDS`."""
    if unknown := set(fields) - FIELDS:
        raise ValueError(f"not a field of a proposal: {sorted(unknown)}")
    for name, value in fields.items():
        tidied = tidy(value) if name == "body" else tidy_line(value) if isinstance(value, str) else value
        setattr(proposal, name, tidied)
    if "area" in fields and "area_chosen" not in fields:
        proposal.area_chosen = fields["area"] is not None
    if not proposal.area_chosen:
        proposal.area = area_at(proposal.site_id, proposal.lon, proposal.lat)


@transaction.atomic
def add_picture(*, proposal: Proposal, picture: CleanPicture, alt: str) -> Picture:
    """Add a cleaned picture. Raises Refused when there are `PICTURES` already."""
    proposal = locked(proposal)
    if proposal.pictures.count() >= PICTURES:
        raise Refused(Refusal("too_many_pictures", _("A proposal has at most three pictures. Remove one first.")))
    row = Picture(proposal=proposal, width=picture.width, height=picture.height, alt=tidy_line(alt))
    row.large.save("large", ContentFile(picture.large), save=False)
    row.small.save("small", ContentFile(picture.small), save=False)
    row.save()
    return row


def describe_picture(*, picture: Picture, alt: str) -> None:
    """Change the words that stand for the picture."""
    picture.alt = tidy_line(alt)
    picture.save(update_fields=["alt"])


@transaction.atomic
def remove_picture(*, picture: Picture) -> None:
    """Remove the row now and its files once that is certain."""
    storage, names = picture.large.storage, (picture.large.name, picture.small.name)
    picture.delete()

    def delete_files() -> None:
        for name in filter(None, names):
            storage.delete(name)

    transaction.on_commit(delete_files)


@transaction.atomic
def adopt_draft(*, uuid: UUID, author: User) -> Proposal:
    """Give a draft that was written before signing in to its writer. Raises DoesNotExist when it is gone or has
    another author."""
    draft = Proposal.objects.select_for_update().get(uuid=uuid, publication=Publication.DRAFT)
    if draft.author_id not in (None, author.pk):
        raise Proposal.DoesNotExist
    draft.author = author
    draft.save(update_fields=["author", "saved_at"])
    return draft


@transaction.atomic
def discard_draft(*, draft: Proposal, user: User | None) -> None:
    """Throw a draft away. Raises Refused for what has been published: that is withdrawn, not deleted."""
    draft = locked(draft)
    if draft.publication != Publication.DRAFT:
        raise Refused(Refusal("published", _("This proposal has been published already.")))
    note(draft, user, "discard")
    for picture in draft.pictures.all():
        remove_picture(picture=picture)
    draft.delete()
