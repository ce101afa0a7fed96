"""What was said of a draft text, paragraph by paragraph: to read, and as a table."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.places import signed_in
from core import audit
from core.desk.export import TYPES
from core.desk.tables import Sheet, csv_lines, write_xlsx
from participation.moderation.queries import sees_held

from ..drafts import queries
from ..drafts.summary import address
from ..models import ConsultationPage, DraftVersion, Opinion
from ..queries import consultation_of

BATCH = 1000


def page_for(user: Any, page: ConsultationPage) -> bool:
    """Those who edit the page, and those who moderate what is sent to it."""
    site = page.get_site()
    if site is None:
        return False
    return page.permissions_for_user(user).can_edit() or sees_held(user, site.pk, project_key=page.project_key)


def show(request: HttpRequest, key: UUID, section: str) -> HttpResponseBase:
    """Raises Http404 for a text that is not there, or not theirs."""
    pages = ConsultationPage.objects.filter(translation_key=key, locale__language_code=settings.LANGUAGE_CODE)
    page = pages.select_related("locale").first()
    versions = queries.versions(key, section) if page and page_for(request.user, page) else []
    if page is None or not versions:
        raise Http404
    if (form := request.GET.get("form", "")) in TYPES:
        return _table(request, page, versions[0], form)
    site = page.get_site()
    assert site is not None
    found = consultation_of(page, site)
    title = found.title_of(section) or page.title
    context = {
        "consultation_page": page,
        "version": versions[0],
        "rows": _rows(versions[0]),
        "draft_url": address(found, "draft", section) if page.live else "",
        "header_title": title,
        "page_title": title,
        "header_icon": "comment",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.title},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, "consultations/admin/draft.html", context)


def _rows(version: DraftVersion) -> list[dict[str, Any]]:
    """Each paragraph with its numbers; those that are gone where something was said of them. Three queries."""
    public = queries.numbers(version.consultation_key, version.section)
    held = queries.held(version.consultation_key, version.section)
    return [
        {"paragraph": row, "public": public.get(str(row.anchor), 0), "held": held.get(str(row.anchor), 0)}
        for row in queries.rows_of(version, settings.LANGUAGE_CODE)
        if not row.is_gone or str(row.anchor) in public or str(row.anchor) in held
    ]


def _table(request: HttpRequest, page: ConsultationPage, version: DraftVersion, form: str) -> HttpResponseBase:
    """Everything that is public, in the order of the text. It leaves a row in the audit trail."""
    opinions = Opinion.objects.of(version.consultation_key).filter(section=version.section).public()
    number = opinions.count()
    audit.record(
        site_id=version.site_id,
        actor_id=signed_in(request).pk,
        verb="consultation.draft_table",
        kind="consultation",
        key=page.translation_key,
        number=number,
    )
    headings = (
        _("Paragraph"),
        _("Text"),
        _("Opinion"),
        _("Name"),
        _("Organisation"),
        _("Language"),
        _("Agree"),
        _("Disagree"),
        _("Sent"),
    )
    sheet = Sheet(title=_("Comments"), headings=headings, rows=_lines(version), number=number)
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed by the response
    if form == "csv":
        file.writelines(csv_lines(sheet))
    else:
        write_xlsx(file, [sheet])
    file.seek(0)
    name = f"{page.slug}.{form}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[form])


def _lines(version: DraftVersion) -> Iterator[Sequence[Any]]:
    """Those on the whole text last."""
    rows = queries.rows_of(version, settings.LANGUAGE_CODE)
    order = {str(row.anchor): (place, row) for place, row in enumerate(rows)}
    found = Opinion.objects.of(version.consultation_key).filter(section=version.section).public()
    keys = list(found.order_by("created_at", "pk").values_list("pk", "anchor"))
    keys.sort(key=lambda pair: order[pair[1]][0] if pair[1] in order else len(rows))
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        opinions = Opinion.objects.in_bulk([pk for pk, _anchor in batch])
        for pk, anchor in batch:
            if opinion := opinions.get(pk):
                about = order[anchor][1] if anchor in order else None
                yield _line(opinion, about.label if about else "", about.text if about else "")


def _line(opinion: Opinion, label: str, text: str) -> Sequence[Any]:
    return (
        label,
        text,
        opinion.body,
        opinion.name,
        opinion.organisation,
        opinion.language,
        opinion.agreed,
        opinion.disagreed,
        opinion.created_at,
    )
