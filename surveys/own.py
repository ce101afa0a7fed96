"""Unfinished answers on the own page of who keeps them there."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.mine import Contribution, Draft
from accounts.models import User

from . import queries
from .links import own_link
from .models import OwnDraft, SurveyPage


def contribution(user: User, site: Site) -> Contribution:
    """Two queries; one where there is nothing."""
    rows = list(queries.own_drafts(user.pk).filter(draft__version__site=site))
    keys = {row.draft.survey_key for row in rows}
    pages = SurveyPage.objects.filter(translation_key__in=keys, locale__language_code=get_language(), live=True)
    titles = dict(pages.values_list("translation_key", "title")) if rows else {}
    return Contribution(
        drafts=tuple(_draft(row, titles[row.draft.survey_key]) for row in rows if row.draft.survey_key in titles)
    )


def _draft(row: OwnDraft, title: str) -> Draft:
    link = own_link(row.draft_id, row.user_id)
    note = _("Survey, saved %(day)s") % {"day": date_format(row.draft.saved_on)}
    return Draft(title=title, url=reverse("surveys:go_on", args=[link]), note=note)
