"""What search keeps of a proposal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from search.registry import Document, Source

from .models import Proposal
from .rules import ANSWERED, State

OVER = frozenset({State.DONE, State.REJECTED})


def document_of(proposal: Proposal) -> Document:
    opens, closes = _period(proposal)
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
        opens=opens,
        closes=closes,
        project_key=proposal.project_key,
        area_id=proposal.area_id,
        place=(proposal.lat, proposal.lon) if proposal.lat is not None and proposal.lon is not None else None,
    )


def _period(proposal: Proposal) -> tuple[datetime | None, datetime | None]:
    """Open until it is answered, over once it is carried out or will not be; what is being carried out is neither."""
    begun = proposal.published_at or proposal.created_at
    if proposal.state not in ANSWERED:
        return begun, None
    return (begun, proposal.answered_at or begun) if proposal.state in OVER else (None, None)


def documents(site_id: int | None) -> Iterator[Document]:
    rows = Proposal.objects.public() if site_id is None else Proposal.objects.public().of_site(site_id)
    return (document_of(proposal) for proposal in rows.iterator(2000))


def url(path: str) -> str:
    number, _sep, slug = path.partition("/")
    return reverse("proposals:detail", args=[number, slug])


SOURCE = Source(kind="proposal", label=_("Proposal"), plural=_("Proposals"), documents=documents, url=url)
