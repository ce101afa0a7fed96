"""The survey with a question of each type, made for the demonstration's site, and what is kept of its answers."""

from __future__ import annotations

from typing import Any

from tests.e2e.every_kind import NEVER, PAGES, TYPES, name

SLUG = "kaikki-kysymykset"


def make() -> str:
    """The survey in Finnish and Swedish, open to all; returns its key. Once for a site."""
    from wagtail.models import Site

    from surveys.models import SurveyPage
    from tests.home.pages import below, translate

    found = SurveyPage.objects.filter(slug=SLUG, locale__language_code="fi").first()
    if found is None:
        home = Site.objects.get(is_default_site=True).root_page
        page = SurveyPage(title="Kaikki kysymykset", slug=SLUG, summary="Yksi kutakin lajia.", questions=_blocks())
        found = below(home, page)
        translate(found)
    return str(found.translation_key)


def _blocks() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for title, types in PAGES.items():
        value = {"title": title, "text": "", "shown_if": NEVER, "jumps": []}
        found.append({"type": "page", "id": name(f"page {title}"), "value": value})
        for kind, one in types.items():
            common = {"title": one.title, "help": "", "code": "", "shown_if": NEVER, "required": True, **one.fields}
            found.append({"type": kind, "id": name(kind), "value": common})
    return found


def kept(key: str, mark: str) -> dict[str, Any]:
    """What the database has of the respondent whose short text was ``mark``: answers by type, contacts of that mark and
    number, files by name."""
    from surveys.models import Contact, Response, SentFile

    names = {name(kind): kind for kind in TYPES}
    rows = [row for row in Response.objects.filter(version__survey_key=key) if row.answers[name("short_text")] == mark]
    (row,) = rows
    answers = {names[question]: value for question, value in row.answers.items()}
    files = [(one.name, one.size == one.content.size) for one in SentFile.objects.filter(response=row)]
    contacts = [(names[one.question], one.value) for one in Contact.objects.filter(survey_key=key)]
    return {"answers": answers, "language": row.language, "files": files, "contacts": contacts}
