"""A form that cannot be taken any more: what a person wrote on it is shown for copying, what it carries along is not."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories


@pytest.mark.django_db
def test_only_what_a_person_wrote_is_shown_for_copying() -> None:
    factories.municipality()
    sent = {
        "draft": str(uuid4()),
        "title": "Penkkejä Harjulan mäelle",
        "body": "Mäki on jyrkkä.\nEikä siellä voi levähtää.",
        "theme": "12345",
        "lat": "60.12345",
        "language": "fi",
        "next": "/fi/ehdotukset/",
        "code": "123456",
    }
    response = Client(enforce_csrf_checks=True).post(reverse("proposals:write"), sent)
    assert response.status_code == 403
    assert response.context["typed"] == [sent["title"], sent["body"]]
