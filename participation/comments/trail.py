"""What the audit trail calls comments and what is done with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from core.audit import words
from core.audit.words import Kind, Thing, uuids

from . import targets
from .models import Comment


def _find(keys: Collection[str]) -> dict[str, Thing]:
    """By what they are about. A query for the comments and one for each kind of thing."""
    comments = list(Comment.objects.filter(uuid__in=uuids(keys)))
    about: dict[str, set[int]] = defaultdict(set)
    for comment in comments:
        about[comment.target_kind].add(comment.target_id)
    titles = {kind: target.titles(ids) for kind, ids in about.items() if (target := targets.get(kind))}
    found = {}
    for comment in comments:
        title, url = titles.get(comment.target_kind, {}).get(comment.target_id, ("", ""))
        if title:
            found[str(comment.uuid)] = Thing(title, f"{url}#{comment.anchor}")
    return found


VERBS = {
    "comment.add": _("Wrote a comment"),
    "comment.edit": _("Changed their comment"),
    "comment.remove": _("Removed their comment"),
    "comment.part": _("Parted comments from a deleted account"),
}


def register() -> None:
    words.register(
        "comment",
        Kind(label=_("Comment"), verbs=VERBS, find=_find, facts={"target": ("", words.unsaid)}),
    )
