"""A survey's desk: how answers come in, and how many have."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .. import queries
from .reaching import reached


def index(request: HttpRequest, key: UUID) -> HttpResponse:
    found = reached(request.user, key)
    context = {**found.head(), "numbers": queries.numbers(key)}
    return render(request, "surveys/desk/index.html", context)
