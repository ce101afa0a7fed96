"""What editors of consultations do."""

from __future__ import annotations

from django.urls import reverse

from participation.consultations.models import ConsultationPage

NOT = "”Keskustan asemakaava” jäi julkaisematta."


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def closes(page: ConsultationPage):
    return ConsultationPage.objects.get(pk=page.pk).closes_at


def change(page: ConsultationPage, **fields) -> ConsultationPage:
    """Save as a draft."""
    page = ConsultationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()
    return ConsultationPage.objects.get(pk=page.pk)


def bulk(admin, *pages):
    ids = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return admin.post(f"{address}?{ids}", {"include_descendants": ""}, follow=True)
