"""What becomes of opinions that moderators judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from participation.moderation.rules import Standing
from participation.moderation.things import Judgement, Look, Said

from . import actions, publicity, telling
from .looks import looks_of
from .models import Invitation, Opinion, OpinionFile
from .words import name_of

AROUND = 3  # opinions before and after


class OpinionKind:
    label = _("Sent to a consultation")
    plural = _("Sent to consultations")

    def looks(self, ids: Iterable[int]) -> Mapping[int, Look]:
        return looks_of(Opinion.objects.filter(pk__in=list(ids)))

    def around(self, thing_id: int) -> Sequence[Said]:
        """Those next to it in its section."""
        opinion = Opinion.objects.get(pk=thing_id)
        rows = Opinion.objects.of(opinion.consultation_key).filter(section=opinion.section)
        before = list(rows.filter(created_at__lt=opinion.created_at).order_by("-created_at", "-id")[:AROUND])
        after = list(rows.filter(created_at__gt=opinion.created_at).order_by("created_at", "id")[:AROUND])
        return [_said(one, thing_id) for one in [*reversed(before), opinion, *after]]

    def lock(self, thing_id: int) -> None:
        Opinion.objects.select_for_update().filter(pk=thing_id).first()

    def judge(self, thing_id: int, judgement: Judgement) -> None:
        opinion = Opinion.objects.get(pk=thing_id)
        before, first = opinion.is_public, False
        opinion.standing = judgement.standing
        if judgement.standing == Standing.PUBLIC:
            opinion.broken_rule, opinion.judged_at = "", None
            opinion.was_public, first = True, not opinion.was_public
        else:
            opinion.broken_rule, opinion.judged_at = judgement.rule, judgement.at
        opinion.save()
        if opinion.is_public and not before:
            publicity.renew(opinion)
            if first:
                telling.published(opinion, judgement.at)
        elif before and not opinion.is_public:
            publicity.leave(opinion)

    def erase(self, thing_id: int) -> None:
        actions.drop_files(OpinionFile.objects.filter(opinion=thing_id))
        Opinion.objects.filter(pk=thing_id).update(body="", place=None, name="", organisation="")
        Invitation.objects.filter(given=thing_id).update(body="", signatory="", title="")


def _said(opinion: Opinion, it: int) -> Said:
    return Said(
        author=name_of(opinion),
        text=opinion.body,
        at=opinion.created_at,
        language=opinion.language,
        is_it=opinion.pk == it,
        standing=opinion.mark or Standing.PUBLIC,
    )
