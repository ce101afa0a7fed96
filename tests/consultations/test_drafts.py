"""A draft text: its versions as it is published, and what is said of its paragraphs."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from accounts.roles import Role
from core.guard import stamp
from core.models import AuditRow
from core.refusal import Refused
from participation.consultations.drafts import queries
from participation.consultations.models import ConsultationPage, DraftParagraph, DraftVersion, Opinion
from tests import factories

from .pages import DAY, consultation_page, send

pytestmark = pytest.mark.django_db

TEXT = str(UUID(int=9))
INTRO = "Palvelustrategia kertoo, mitkä palvelut kaupunki järjestää itse."
SCHOOLS = "Lähikoulut säilytetään kaikissa taajamissa vuoteen 2030 asti."
BUS = "Kirjastoauto lopetetaan, kun nykyinen auto poistuu käytöstä."
V1 = f"<h3>1 Johdanto</h3><p>{INTRO}</p><h3>2 Koulut</h3><p>{SCHOOLS}</p><p>{BUS}</p>"
V2 = V1.replace("vuoteen 2030", "ja kylissä vuoteen 2032").replace(
    f"<p>{BUS}</p>", "<ul><li>Iltapäivätoimintaa on kello 16.30 asti.</li></ul>"
)


def draft_section(html: str, *, title: str = "Luonnos", changes: str = "") -> dict[str, Any]:
    value = {"title": title, "audience": "", "body": [], "text": html, "changes": changes}
    return {"type": "draft", "id": TEXT, "value": value}


def hearing(site, html: str = V1, **fields) -> ConsultationPage:
    given = {"kind": "open", "stage": "", "sections": [draft_section(html)], **fields}
    page = consultation_page(site, "Palvelustrategia", **given)
    page.save_revision().publish()
    return page


def republish(page: ConsultationPage, html: str, **more) -> ConsultationPage:
    page.sections = [draft_section(html, **more)]
    page.save_revision().publish()
    return page


def rows(page: ConsultationPage, language: str = "fi") -> list[DraftParagraph]:
    return queries.rows_of(queries.versions(page.translation_key, TEXT)[0], language)


def anchor(page: ConsultationPage, text: str) -> str:
    return str(DraftParagraph.objects.filter(version__consultation_key=page.translation_key, text=text).first().anchor)


def write_url(page: ConsultationPage) -> str:
    return reverse("consultations:write", args=[page.translation_key])


def url(page: ConsultationPage, route: str = "draft") -> str:
    return f"{page.url}{page.reverse_subpage(route, args=[TEXT])}"


def test_publishing_makes_a_version_when_the_words_have_changed(site):
    page = hearing(site)
    page.save_revision().publish()
    assert [version.number for version in queries.versions(page.translation_key)] == [1]
    republish(page, V1.replace(INTRO, f"<b>{INTRO}</b>"))
    assert [version.number for version in queries.versions(page.translation_key)] == [1]
    assert rows(page)[1].html == f"<b>{INTRO}</b>"
    republish(page, V2)
    assert [version.number for version in queries.versions(page.translation_key)] == [2, 1]
    noted = AuditRow.objects.filter(verb="consultation.draft_version")
    assert [row.detail["version"] for row in noted.order_by("pk")] == [1, 2]


def test_a_draft_that_is_saved_and_not_published_makes_none(site):
    page = hearing(site)
    page.sections = [draft_section(V2)]
    page.save_revision()
    assert DraftVersion.objects.count() == 1


def test_comments_stay_at_their_paragraphs(site):
    page = hearing(site)
    schools, bus = anchor(page, SCHOOLS), anchor(page, BUS)
    send(page, section=TEXT, anchor=schools)
    send(page, section=TEXT, anchor=bus)
    republish(page, V2)
    found = {str(row.anchor): (row.text, row.is_gone) for row in rows(page)}
    assert found[schools] == ("Lähikoulut säilytetään kaikissa taajamissa ja kylissä vuoteen 2032 asti.", False)
    assert found[bus] == (BUS, True)
    assert queries.numbers(page.translation_key, TEXT) == {schools: 1, bus: 1}


def test_nobody_writes_about_a_paragraph_that_is_not_there(site):
    page = hearing(site)
    bus = anchor(page, BUS)
    republish(page, V2)
    for wrong in (bus, str(uuid4()), "x"):
        with pytest.raises(Refused) as refused:
            send(page, section=TEXT, anchor=wrong)
        assert refused.value.refusal.code == "gone"
    assert Opinion.objects.count() == 0


def translate(page: ConsultationPage, html: str) -> ConsultationPage:
    """Published in Swedish, as its translation is."""
    swedish = Locale.objects.get(language_code="sv")
    other = ConsultationPage.objects.filter(translation_key=page.translation_key, locale=swedish).first()
    if other is None or other.alias_of_id:
        if other is not None:
            other.delete()
        other = page.copy_for_translation(swedish, copy_parents=True)
    other.title = "Servicestrategi"
    other.sections = [draft_section(html, title="Utkast")]
    other.save_revision().publish()
    return other


SV1 = "<h3>1 Inledning</h3><p>Strategin berättar.</p><h3>2 Skolor</h3><p>Närskolorna behålls.</p><p>Bokbussen dras in.</p>"


def test_both_languages_have_one_anchor_for_a_paragraph(site):
    page = hearing(site)
    translate(page, SV1)
    assert [row.anchor for row in rows(page, "sv")] == [row.anchor for row in rows(page)]
    assert [(row.label, row.text) for row in rows(page, "sv")][3] == ("2.1", "Närskolorna behålls.")


def test_a_translation_that_is_behind_shows_what_is_new_in_the_language_of_the_source(site):
    page = hearing(site)
    other = translate(page, SV1)
    republish(page, V2)
    found = [(row.text, row.is_gone, row.foreign) for row in rows(page, "sv")]
    assert found[3:] == [
        ("Närskolorna behålls.", False, False),
        ("Bokbussen dras in.", True, False),
        ("Iltapäivätoimintaa on kello 16.30 asti.", False, True),
    ]
    translate(page, SV1.replace("<p>Bokbussen dras in.</p>", "<ul><li>Eftermiddagsverksamhet.</li></ul>"))
    assert [row.text for row in rows(page, "sv") if not row.is_gone][-1] == "Eftermiddagsverksamhet."
    assert other.translation_key == page.translation_key
    assert DraftVersion.objects.count() == 2


# --- The page -----------------------------------------------------------------------------------------------------


def test_the_text_with_numbers_and_what_is_said_of_the_paragraph_that_is_open(site, client: Client):
    page = hearing(site)
    schools = anchor(page, SCHOOLS)
    send(page, section=TEXT, anchor=schools, body="Kylät puuttuvat.")
    send(page, section=TEXT, anchor=anchor(page, INTRO), body="Selkeä alku.")
    closed = client.get(url(page)).content.decode()
    assert "Kylät puuttuvat." not in closed
    assert closed.count("1 kommentti<") == 2
    opened = client.get(url(page), {"paragraph": schools}).content.decode()
    assert "Kylät puuttuvat." in opened
    assert "Selkeä alku." not in opened
    assert f'name="anchor" value="{schools}"' in opened


def test_a_comment_leads_back_to_its_paragraph(site, client: Client):
    page = hearing(site)
    schools = anchor(page, SCHOOLS)
    given = {"shown_at": stamp("opinion", seconds_ago=60), "naming": "hidden", "body": "Hyvä."}
    response = client.post(write_url(page), {**given, "section": TEXT, "anchor": schools})
    assert response.status_code == 302
    assert response["Location"] == f"{url(page)}?paragraph={schools}#p-{schools}"
    assert Opinion.objects.get().anchor == schools


def test_a_paragraph_that_is_written_about_stands_above_the_form(site, client: Client):
    page = hearing(site)
    shown = client.get(write_url(page), {"section": TEXT, "anchor": anchor(page, SCHOOLS)}).content.decode()
    assert SCHOOLS in shown
    assert f'name="anchor" value="{anchor(page, SCHOOLS)}"' in shown


def test_all_that_is_said_of_a_paragraph_has_pages_of_its_own(site, client: Client):
    page = hearing(site)
    for number in range(7):
        send(page, section=TEXT, anchor=anchor(page, SCHOOLS), body=f"Koulusta {number}.")
    send(page, section=TEXT, anchor=anchor(page, BUS), body="Autosta.")
    beside = client.get(url(page), {"paragraph": anchor(page, SCHOOLS)})
    assert [one.opinion.body for one in beside.context["opinions"]] == [
        f"Koulusta {number}." for number in (6, 5, 4, 3, 2)
    ]
    address = f"{page.url}{page.reverse_subpage('opinions')}"
    everything = client.get(address, {"section": TEXT, "paragraph": anchor(page, SCHOOLS)})
    assert [one.paragraph for one in everything.context["shown"]] == ["2.1"] * 7


def test_what_is_gone_is_shown_where_something_was_said_of_it(site, client: Client):
    page = hearing(site)
    bus = anchor(page, BUS)
    republish(page, V2)
    assert BUS not in client.get(url(page)).content.decode()
    page = hearing(site)
    bus = anchor(page, BUS)
    send(page, section=TEXT, anchor=bus, body="Älkää lopettako.")
    republish(page, V2)
    shown = client.get(url(page), {"paragraph": bus}).content.decode()
    assert BUS in shown
    assert "Älkää lopettako." in shown
    assert 'name="anchor"' not in shown


def test_an_earlier_version_is_read_and_not_commented(site, client: Client):
    page = hearing(site)
    republish(page, V2)
    response = client.get(url(page), {"version": "1"})
    assert SCHOOLS in response.content.decode()
    assert response.context["writes"] is False
    assert client.get(url(page)).context["writes"] is True


def test_a_closed_consultation_takes_no_comments_and_shows_them(site, client: Client):
    page = hearing(site, closes_at=timezone.now() + timedelta(minutes=1))
    send(page, section=TEXT, anchor=anchor(page, SCHOOLS), body="Ajoissa.")
    ConsultationPage.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    response = client.get(url(page), {"paragraph": anchor(page, SCHOOLS)})
    assert response.context["form"] is None
    assert "Ajoissa." in response.content.decode()


def test_a_text_that_is_not_there_is_not_found(site, client: Client):
    page = hearing(site)
    assert client.get(f"{page.url}{page.reverse_subpage('draft', args=['x'])}").status_code == 404
    assert client.get(url(page, "draft_changes")).status_code == 404


def test_what_has_changed_is_marked_in_words_too(site, client: Client):
    page = hearing(site)
    republish(page, V2)
    response = client.get(url(page, "draft_changes"))
    assert response.context["counted"] == {"changed": 1, "added": 1, "removed": 1, "moved": 0, "looks": 0}
    shown = response.content.decode()
    assert shown.count("<ins>") == 4
    assert shown.count("<del>") == 3


def test_what_a_moderator_holds_back_is_not_counted(site, client: Client):
    page = hearing(site)
    schools = anchor(page, SCHOOLS)
    one = send(page, section=TEXT, anchor=schools, body="Ruma sana.")
    Opinion.objects.filter(pk=one.pk).update(standing="hidden", judged_at=timezone.now(), broken_rule="insult")
    assert queries.numbers(page.translation_key, TEXT) == {}
    assert "Ruma sana." not in client.get(url(page), {"paragraph": schools}).content.decode()


def test_the_consultation_s_own_page_leads_to_the_text(site, client: Client):
    page = hearing(site)
    shown = client.get(page.url).content.decode()
    assert url(page) in shown
    assert "1 Johdanto" in shown
    assert SCHOOLS not in shown


def test_editors_see_what_was_said_by_paragraph_and_take_it_out(site, client: Client):
    page = hearing(site)
    send(page, section=TEXT, anchor=anchor(page, BUS), body="Älkää lopettako.", naming="alias", name="Aino")
    send(page, section=TEXT, anchor=anchor(page, SCHOOLS), body="Kylät puuttuvat.")
    address = f"/admin/consultations/{page.translation_key}/draft/{TEXT}/"
    client.force_login(factories.official(site, Role.EDITOR))
    assert [(row["paragraph"].text, row["public"]) for row in client.get(address).context["rows"]][3:] == [
        (SCHOOLS, 1),
        (BUS, 1),
    ]
    response = client.get(address, {"form": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [line[:4] for line in lines[1:]] == [
        ["2.1", SCHOOLS, "Kylät puuttuvat.", ""],
        ["2.2", BUS, "Älkää lopettako.", "Aino"],
    ]
    assert AuditRow.objects.get(verb="consultation.draft_table").detail["number"] == 2


def test_whoever_edits_nothing_here_does_not_see_it(site, client: Client):
    page = hearing(site)
    address = f"/admin/consultations/{page.translation_key}/draft/{TEXT}/"
    client.force_login(factories.official(site, Role.SERVICE_DESK))
    assert client.get(address, follow=True).status_code == 404


def large(site, paragraphs: int, comments: int) -> ConsultationPage:
    text = "".join(
        f"<h3>{number} Luku</h3>" if number % 25 == 0 else f"<p>Kohta {number}: palvelu {number} järjestetään.</p>"
        for number in range(paragraphs)
    )
    page = hearing(site, text)
    anchors = [str(row.anchor) for row in rows(page)]
    now = timezone.now()
    Opinion.objects.bulk_create(
        [
            Opinion(
                site=site,
                consultation_key=page.translation_key,
                section=TEXT,
                anchor=anchors[number % len(anchors)],
                language="fi",
                body=f"Kommentti {number}",
                created_at=now - DAY + timedelta(seconds=number),
            )
            for number in range(comments)
        ],
        batch_size=500,
    )
    return page


def test_queries_do_not_grow_with_the_text_or_with_what_is_said(site, client: Client):
    counted = []
    for page in (large(site, 3, 3), large(site, 120, 400)):
        where = anchor(page, rows(page)[1].text)
        client.get(url(page), {"paragraph": where})
        with CaptureQueriesContext(connection) as found:
            client.get(url(page), {"paragraph": where})
        counted.append(len(found))
    assert counted[0] == counted[1]
    assert counted[1] <= 25
