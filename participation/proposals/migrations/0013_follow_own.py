"""Whoever wrote or supported a proposal before there was following follows it. Batches of their own transactions."""

from __future__ import annotations

from typing import Any

from django.db import migrations

BATCH = 2_000


def follow_own(apps: Any, schema_editor: Any) -> None:
    proposals = apps.get_model("proposals", "Proposal").objects.exclude(published_at=None)
    keep = _keeper(apps)
    _walk(proposals.exclude(author=None), lambda row: keep(row, row.author_id, row.published_at, "author"))
    supports = apps.get_model("proposals", "Support").objects.exclude(user=None).select_related("proposal", "origin")
    _walk(supports, lambda row: keep(row.origin or row.proposal, row.user_id, row.created_at, "support"))


def _walk(rows: Any, follow_of: Any) -> None:
    last = 0
    while found := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        follows = [follow_of(row) for row in found]
        type(follows[0]).objects.bulk_create(follows, ignore_conflicts=True)
        last = found[-1].pk


def _keeper(apps: Any) -> Any:
    Follow = apps.get_model("following", "Follow")

    def keep(proposal: Any, user_id: int, at: Any, reason: str) -> Any:
        target = proposal
        while target.merged_into is not None:
            target = target.merged_into
        return Follow(
            site_id=proposal.site_id,
            kind="proposal",
            key=str(target.uuid),
            origin=str(proposal.uuid) if target.pk != proposal.pk else "",
            user_id=user_id,
            reason=reason,
            created_at=at,
            confirmed_at=at,
        )

    return keep


class Migration(migrations.Migration):
    atomic = False  # each batch is written at once; done again after a stop, it adds what is missing
    dependencies = [("proposals", "0012_support_growth"), ("following", "0002_once")]
    operations = [migrations.RunPython(follow_own, migrations.RunPython.noop)]
