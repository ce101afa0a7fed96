"""What the views have in common."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from wagtail.models import Site

from accounts.models import User

from ..models import Opinion
from ..queries import Consultation, consultation


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def consultation_or_404(request: HttpRequest, key: UUID) -> Consultation:
    found = consultation(site_of(request), key)
    if found is None:
        raise Http404
    return found


def write_url(found: Consultation, section: str = "") -> str:
    """Where one writes about a section, or the whole."""
    url = reverse("consultations:write", args=[found.key])
    return f"{url}?section={section}" if section else url


def opinion_or_404(request: HttpRequest, pk: int) -> tuple[Opinion, Consultation]:
    opinion = Opinion.objects.filter(site=site_of(request), pk=pk).first()
    if opinion is None:
        raise Http404
    return opinion, consultation_or_404(request, opinion.consultation_key)


def person_of(request: HttpRequest) -> User | None:
    """Who is signed in, or ``None``."""
    return request.user if isinstance(request.user, User) else None
