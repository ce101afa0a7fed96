"""What search keeps of a proposal."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from search.registry import Document, Source

from .models import Proposal


def document_of(proposal: Proposal) -> Document:
    return Document(
        site_id=proposal.site_id,
        kind="proposal",
        object_id=proposal.pk,
        key=str(proposal.uuid),
        language=proposal.language,
        title=proposal.title,
        text="\n".join(filter(None, (proposal.body, proposal.place, proposal.author_name))),
        path=proposal.path,
        created=proposal.published_at or proposal.created_at,
        theme_ids=(proposal.theme_id,) if proposal.theme_id else (),
    )


def documents(site_id: int | None) -> Iterator[Document]:
    rows = Proposal.objects.public() if site_id is None else Proposal.objects.public().of_site(site_id)
    return (document_of(proposal) for proposal in rows.iterator(2000))


def url(path: str) -> str:
    number, _sep, slug = path.partition("/")
    return reverse("proposals:detail", args=[number, slug])


SOURCE = Source(kind="proposal", label=_("Proposal"), plural=_("Proposals"), documents=documents, url=url)
