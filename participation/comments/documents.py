"""What search keeps of a comment: its words, under the title of what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.registry import Document, Source

from . import targets
from .models import Comment

BATCH = 500


def document_of(comment: Comment, place: targets.Place) -> Document:
    return Document(
        site_id=comment.site_id,
        kind="comment",
        object_id=comment.pk,
        key=str(comment.uuid),
        language=comment.language,
        title=place.title,
        text=comment.body,
        path=f"{place.kind}:{place.path}#{comment.anchor}",
        created=comment.created_at,
        theme_ids=place.theme_ids,
        own_title=False,
    )


def documents(site_id: int | None) -> Iterator[Document]:
    rows = Comment.objects.public().order_by("target_kind", "target_id", "id")
    if site_id is not None:
        rows = rows.filter(site_id=site_id)
    now, nobody = timezone.now(), AnonymousUser()
    known: tuple[object, targets.Place | None] = (None, None)
    for comment in rows.iterator(BATCH):
        thing = (comment.target_kind, comment.target_id)
        if known[0] != thing:
            target = targets.get(comment.target_kind)
            known = (thing, target.place(comment.site_id, comment.target_id, nobody, now) if target else None)
        if known[1] is not None and known[1].readable:
            yield document_of(comment, known[1])


def url(path: str) -> str:
    kind, _sep, rest = path.partition(":")
    inner, _sep, anchor = rest.partition("#")
    target = targets.get(kind)
    return f"{target.url(inner)}#{anchor}" if target else "#"


SOURCE = Source(kind="comment", label=_("Comment"), plural=_("Comments"), documents=documents, url=url)
