"""What every page knows of its municipality."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Site


def municipality(request: HttpRequest) -> dict[str, Any]:
    return {"site": Site.find_for_request(request)}
