"""Whose desk a survey is: of those who may publish its page, in all of the municipality or in its project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from .. import queries
from ..engine.definition import Definition
from ..engine.serial import from_json
from ..making import proposed, site_of
from ..models import SurveyPage


@dataclass(frozen=True)
class Reached:
    """A survey at somebody's desk: its source page, and its municipality."""

    page: SurveyPage
    site: Site

    @property
    def key(self) -> UUID:
        return self.page.translation_key

    @property
    def definition(self) -> Definition:
        """What is asked now; what the page would ask, as long as it has not been published."""
        version = queries.newest(self.key)
        return from_json(version.definition) if version else proposed(self.page, self.page.questions, site=self.site)

    def head(self, title: str = "") -> dict[str, Any]:
        """What every page of the desk shows around. ``title``: below the desk itself."""
        own = title or _("Answering")
        desk = {"url": reverse("survey_desk:index", args=[self.key]), "label": _("Answering")}
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.page.title}
        return {
            "page": self.page,
            "key": self.key,
            "header_title": f"{own}: {self.page.title}",
            "page_title": f"{own}: {self.page.title}",
            "header_icon": "list-ul",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                edit,
                *([desk] if title else []),
                {"url": "", "label": own},
            ],
        }


def reached(user: Any, key: UUID) -> Reached:
    """Raises Http404 for a survey that is not this person's: what is outside is not there."""
    page = SurveyPage.objects.filter(translation_key=key, locale__language_code=settings.LANGUAGE_CODE).first()
    site = site_of(page)
    if page is None or site is None or not page.permissions_for_user(user).can_publish():
        raise Http404
    return Reached(page, site)
