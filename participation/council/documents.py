"""What search keeps of councillors: those who have chosen to be shown, in each language of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.council.queries import seats_of
from accounts.council.rules import in_words
from search.registry import Document, Source

from .models import Profile
from .shown import anchor, shown_profiles


def documents_of(profiles: Iterable[Profile]) -> Iterator[Document]:
    """A document in each language. Who holds no seat now is not found. Two queries for each municipality."""
    by_site: dict[int, list[Profile]] = {}
    for profile in profiles:
        by_site.setdefault(profile.site_id, []).append(profile)
    today = timezone.localdate()
    for site_id, found in by_site.items():
        seats = seats_of([one.user_id for one in found], site_id)
        for one in found:
            for code, _name in settings.LANGUAGES:
                with override(code):
                    said = in_words(seats.get(one.user_id, ()), today)
                    document = _document(one, code, said) if said else None
                if document is not None:
                    yield document


def _document(profile: Profile, language: str, said: str) -> Document:
    return Document(
        site_id=profile.site_id,
        kind="councillor",
        object_id=profile.pk,
        language=language,
        title=profile.user.display_name,
        text="\n".join(filter(None, (said, str(profile.intro)))),
        created=profile.changed_at,
        path=anchor(profile.user_id),
    )


def documents(site_id: int | None) -> Iterator[Document]:
    return documents_of(shown_profiles(site_id))


def url(path: str) -> str:
    return f"{reverse('council:people')}#{path}"


SOURCE = Source(
    kind="councillor", label=_("Councillor"), plural=_("Councillors"), documents=documents, url=url, by_language=True
)
