"""Consultations as editors make them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from participation.consultations import actions
from participation.consultations.models import Announced, ConsultationPage, Opinion
from participation.consultations.queries import consultation
from tests.home.pages import below

MAIN, STREET, A, B = (str(UUID(int=number)) for number in range(1, 5))
DAY = timedelta(days=1)


def section(kind: str, key: str, title: str, *, text: str = "<p>Teksti.</p>", audience: str = "", **more: Any) -> Any:
    value = {"title": title, "audience": audience, "body": [{"type": "text", "value": text}], **more}
    return {"type": kind, "id": key, "value": value}


def plan_sections() -> list[dict[str, Any]]:
    return [
        section("main", MAIN, "Keskustan kaava"),
        section("part", STREET, "Kylänraitti"),
        section("alternative", A, "A Nykyinen raitti", based_on_this=False),
        section("alternative", B, "B Kävelyraitti", based_on_this=True),
    ]


def consultation_page(site: Site, title: str = "Keskustan asemakaava", **fields: Any) -> ConsultationPage:
    """Published, open, of a plan proposal unless ``fields`` say otherwise."""
    now = timezone.now()
    given = {
        "summary": "Kaavaehdotus on nähtävillä.",
        "kind": "plan",
        "stage": "proposal",
        "opens_at": now - 10 * DAY,
        "closes_at": now + 10 * DAY,
        "sections": plan_sections(),
        "legal_basis": "Alueidenkäyttölaki (132/1999) 65 §",
        "privacy_controller": "Tekninen lautakunta, kirjaamo@koivuranta.example",
        "privacy_kept": "Kaksi vuotta.",
        "one_language_reason": "Käännös tulee viikon kuluttua.",
        **fields,
    }
    return below(site.root_page, ConsultationPage(title=title, **given))


def close(page: ConsultationPage) -> None:
    """As time does: no editor can."""
    now = timezone.now()
    ConsultationPage.objects.filter(translation_key=page.translation_key).update(closes_at=now)
    Announced.objects.filter(page__translation_key=page.translation_key).update(closes_at=now)


def found(page: ConsultationPage) -> Any:
    return consultation(page.get_site(), page.translation_key)


def send(page: ConsultationPage, user: User | None = None, **fields: Any) -> Opinion:
    given = {"body": "Puutalot säilytettävä.", "full_name": "Aino Aalto", "email": "aino@koivuranta.example"}
    keys = {"section", "now", "uuid", "strong", "language"}
    written = actions.Written(**{**given, **{k: v for k, v in fields.items() if k not in keys}})
    return actions.send(
        consultation=found(page),
        uuid=fields.get("uuid") or uuid4(),
        written=written,
        user=user,
        now=fields.get("now") or timezone.now(),
        language=fields.get("language", "fi"),
        section=fields.get("section", ""),
        strong=fields.get("strong", False),
    )
