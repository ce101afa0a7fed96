"""The public page of councillors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.pages import Crumb

from ..shown import people_of
from .shared import site_of


def people(request: HttpRequest) -> HttpResponse:
    home = Crumb(title=_("Front page"), url=reverse("wagtail_serve", args=[""]), language=get_language() or "")
    context = {"groups": people_of(site_of(request), localdate()), "crumbs": [home]}
    return render(request, "council/people.html", context)
