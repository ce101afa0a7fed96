"""Proposals as moderators see them, and what follows when one comes before the public or leaves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

import search.actions
from accounts.models import User
from participation.comments import publicity
from participation.moderation import actions as moderation
from participation.moderation.rules import Standing
from participation.moderation.things import Judgement, Look, Said

from . import tallies, telling
from .documents import document_of
from .models import Picture, Proposal
from .rules import Publication

STANDING: dict[Publication, Standing] = {
    Publication.PUBLISHED: Standing.PUBLIC,
    Publication.HELD: Standing.HELD,
    Publication.HIDDEN: Standing.HIDDEN,
    Publication.REMOVED: Standing.REMOVED,
    Publication.REJECTED: Standing.REJECTED,
    Publication.WITHDRAWN: Standing.GONE,
    Publication.MERGED: Standing.GONE,
    Publication.DRAFT: Standing.GONE,
}
PUBLICATION: dict[Standing, Publication] = {
    standing: publication for publication, standing in STANDING.items() if standing != Standing.GONE
}


class ProposalKind:
    label = _("Proposal")
    plural = _("Proposals")

    def looks(self, ids: Iterable[int]) -> Mapping[int, Look]:
        rows = Proposal.objects.filter(pk__in=list(ids)).select_related("author").prefetch_related("pictures")
        return {row.pk: look_of(row) for row in rows}

    def around(self, thing_id: int) -> Sequence[Said]:
        return ()

    def lock(self, thing_id: int) -> None:
        Proposal.objects.select_for_update().filter(pk=thing_id).first()

    def judge(self, thing_id: int, judgement: Judgement) -> None:
        proposal = Proposal.objects.get(pk=thing_id)
        if judgement.standing == Standing.PUBLIC:
            proposal.broken_rule, proposal.judged_at = "", None
            enter(proposal, judgement.at)
            return
        before = tallies.cell_of(proposal)
        proposal.publication = PUBLICATION[judgement.standing]
        proposal.broken_rule, proposal.judged_at = judgement.rule, judgement.at
        proposal.save()
        leave(proposal, before)

    def erase(self, thing_id: int) -> None:
        proposal = Proposal.objects.get(pk=thing_id)
        wipe(proposal)
        proposal.save()


def wipe(proposal: Proposal) -> None:
    """Its words, place and pictures go for good. The caller saves."""
    proposal.title = proposal.body = proposal.place = ""
    proposal.lat = proposal.lon = None
    proposal.versions.all().delete()
    _remove_pictures(proposal)


def _remove_pictures(proposal: Proposal) -> None:
    """Rows now, files once that is certain."""
    pictures = list(proposal.pictures.all())
    Picture.objects.filter(proposal=proposal).delete()

    def delete_files() -> None:
        for picture in pictures:
            for file in (picture.large, picture.small):
                file.storage.delete(str(file.name))

    transaction.on_commit(delete_files)


def look_of(proposal: Proposal) -> Look:
    return Look(
        kind="proposal",
        id=proposal.pk,
        key=proposal.uuid,
        site_id=proposal.site_id,
        standing=STANDING[Publication(proposal.publication)],
        title=proposal.title,
        text=f"{proposal.body}\n\n{proposal.place}".strip(),
        language=proposal.language,
        author_id=proposal.author_id,
        author_name=proposal.author_shown,
        url=proposal.get_absolute_url(),
        written_at=proposal.edited_at or proposal.published_at or proposal.created_at,
        project_key=proposal.project_key,
        theme_id=proposal.theme_id,
        public_before=proposal.published_at is not None,
        pictures=[(picture.small.url, picture.alt) for picture in proposal.pictures.all()],
    )


def screened(proposal: Proposal, author: User, now: datetime) -> bool:
    """Have the text screened; when it is suspect it waits for a moderator, out of the public."""
    text = f"{proposal.title}\n{proposal.body}\n{proposal.place}"
    because = moderation.screen(
        site_id=proposal.site_id, kind="proposal", thing_id=proposal.pk, author=author, text=text, now=now
    )
    if because:
        proposal.publication = Publication.HELD
        proposal.save()
        leave(proposal, None)
        moderation.hold(look=look_of(proposal), because=because, now=now)
    return bool(because)


def enter(proposal: Proposal, now: datetime) -> None:
    """It is public: counted, found, and its comments with it."""
    before, first = tallies.cell_of(proposal), proposal.published_at is None
    proposal.publication = Publication.PUBLISHED
    proposal.published_at = proposal.published_at or now
    proposal.save()
    tallies.move(before, tallies.cell_of(proposal))
    search.actions.put(document=document_of(proposal))
    if proposal.comment_count:
        publicity.put_back(kind="proposal", target_id=proposal.pk, site_id=proposal.site_id)
    if first:
        telling.published(proposal, now)


def leave(proposal: Proposal, before: tallies.Cell | None) -> None:
    """It is not public any more. ``before``: where it was counted, unless the caller moves that."""
    tallies.move(before, None)
    search.actions.remove(kind="proposal", object_id=proposal.pk)
    publicity.put_away(kind="proposal", target_id=proposal.pk)


def refresh(proposal: Proposal) -> None:
    """Its author has changed it."""
    moderation.refresh(look=look_of(proposal))
    if proposal.is_public:
        search.actions.put(document=document_of(proposal))


def relocate(proposal: Proposal) -> None:
    """It has gone to another project or theme: its cases go along, and those of its comments once that is certain
    (whoever judges a comment holds the comment's case before the proposal)."""
    project_key, theme_id = proposal.project_key, proposal.theme_id
    moderation.relocate(kind="proposal", thing_ids=[proposal.pk], project_key=project_key, theme_id=theme_id)
    transaction.on_commit(
        lambda: publicity.relocate(kind="proposal", target_id=proposal.pk, project_key=project_key, theme_id=theme_id)
    )
