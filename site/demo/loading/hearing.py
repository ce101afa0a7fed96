"""A hearing on a draft text: two versions of it, and comments on their paragraphs."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.html import escape

from participation.consultations import actions
from participation.consultations.drafts.queries import versions
from participation.consultations.models import ConsultationPage, DraftParagraph, DraftVersion
from participation.consultations.queries import Consultation
from participation.consultations.rules import Naming

from .body import Writer, rich_text
from .desk import SOURCE, Desk
from .translating import publish, renew

OPENS, CLOSES = 8, 16  # o'clock
_NAMESPACE = uuid.UUID("2f7a0d8e-7c56-4f39-9d53-51f0f5e9b6aa")


def add(desk: Desk) -> None:
    spec = desk.data("draft")
    page = publish(desk, desk.home, partial(_make, desk, spec, spec["versions"][0]), days=spec["opens"])
    desk.pages[spec["slug"][SOURCE]] = page
    # Translations are published when the transaction ends: what hangs on them comes after.
    transaction.on_commit(partial(_go_on, desk, spec, page))


def _go_on(desk: Desk, spec: dict[str, Any], page: ConsultationPage) -> None:
    for number, version in enumerate(spec["versions"], 1):
        if number > 1:
            renew(page, partial(_make, desk, spec, version), ["sections"], desk.other_locales)
        newest = versions(page.translation_key)[0]
        DraftVersion.objects.filter(pk=newest.pk).update(published_at=desk.calendar.past(version["day"]))
        anchors = _anchors(newest, spec, version)
        for turn, comment in enumerate(spec["comments"]):
            if comment["version"] == number:
                _comment(desk, page, comment, anchors[comment["on"]], desk.calendar.past(comment["day"], turn))


def _make(desk: Desk, spec: dict[str, Any], version: dict[str, Any], language: str) -> ConsultationPage:
    say = Writer(desk, spec["slug"][SOURCE], language).say
    privacy = {f"privacy_{name}": say(words) for name, words in spec["privacy"].items()}
    return ConsultationPage(
        **{name: say(spec[name]) for name in ("title", "slug", "summary", "effect", "unit")},
        **privacy,
        opens_at=desk.calendar.moment(spec["opens"], OPENS),
        closes_at=desk.calendar.moment(spec["closes"], CLOSES),
        case_number=spec["case_number"],
        sections=[_section(spec, version, language)],
    )


def _section(spec: dict[str, Any], version: dict[str, Any], language: str) -> dict[str, Any]:
    intro = {"type": "text", "id": _id("intro"), "value": rich_text(spec["intro"][language])}
    value = {
        "title": spec["draft_title"][language],
        "audience": "",
        "body": [intro],
        "text": _html(spec, version, language),
        "changes": version["changes"][language],
    }
    return {"type": "draft", "id": _id("draft"), "value": value}


def _id(key: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, key))


def _html(spec: dict[str, Any], version: dict[str, Any], language: str) -> str:
    html, in_list = "", False
    for key in version["order"]:
        kind = spec["words"][key]["kind"]
        if (kind == "li") != in_list:
            in_list = not in_list
            html += "<ul>" if in_list else "</ul>"
        html += f"<{kind}>{escape(_words(spec, version, key)[language])}</{kind}>"
    return html + ("</ul>" if in_list else "")


def _words(spec: dict[str, Any], version: dict[str, Any], key: str) -> dict[str, str]:
    return version["words"].get(key, spec["words"][key])


def _anchors(version: DraftVersion, spec: dict[str, Any], told: dict[str, Any]) -> dict[str, str]:
    by_text = {
        row.text: str(row.anchor)
        for row in DraftParagraph.objects.filter(version=version, language=settings.LANGUAGE_CODE, is_gone=False)
    }
    return {key: by_text[_words(spec, told, key)[SOURCE]] for key in told["order"]}


def _comment(desk: Desk, page: ConsultationPage, comment: dict[str, Any], anchor: str, at: datetime) -> None:
    name = comment["name"]
    actions.send(
        consultation=Consultation(page, page, desk.site),
        uuid=uuid.UUID(_id(comment["text"])),
        written=actions.Written(
            body=comment["text"], anchor=anchor, naming=Naming.ALIAS if name else Naming.HIDDEN, name=name
        ),
        user=None,
        now=at,
        language=comment["language"],
        section=_id("draft"),
    )
