"""Staff at a survey: codes on slips and who answers with one, papers, a limit, the closing; answers read and taken out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import administrator, sparingly, taken_out
from tests.e2e.server import Server
from tests.e2e.visitor import PHONE, Visitor

SCORED = {"fi": "/fi/digikypsyys/", "sv": "/sv/digital-mognad/"}
PAGES = 5  # of questions that give points
WRONG = "ABCD-EFGH-2345"


@pytest.fixture
def scored(server: Server) -> Iterator[str]:
    """The demonstration's survey with a profile, answered with codes; returns its key."""
    key: str = server.steward.do("survey_of", "digikypsyys")
    closes_at = server.steward.do("closing_of", key)
    server.steward.do("set_terms", key, audience="code")
    yield key
    server.steward.do("set_terms", key, audience="anyone", closes_at=closes_at)


def order_codes(staff: Visitor, key: str) -> list[str]:
    """A batch, handed out as slips: this once."""
    staff.go(f"/admin/survey-desk/{key}/codes/")
    staff.press("Make the batch")
    expect(staff.main.locator("[name=note]")).to_have_attribute("aria-invalid", "true")
    staff.main.locator("[name=number]").fill("2")
    staff.main.locator("[name=note]").fill("Toimialat")
    staff.press("Make the batch")
    slips = staff.main.get_by_role("button", name=re.compile(re.escape(staff.say("Hand out as slips to print"))))
    staff.click(slips.first)
    staff.page.emulate_media(media="print")
    expect(staff.page.get_by_role("navigation").first).to_be_hidden()
    expect(staff.main.locator("b.num").first).to_be_visible()
    staff.page.emulate_media(media="screen")
    codes = staff.main.locator("b.num").all_inner_texts()
    staff.go(f"/admin/survey-desk/{key}/codes/")
    expect(slips).to_have_count(0)
    return codes


def enter(resident: Visitor, code: str) -> None:
    resident.go(SCORED[resident.language])
    resident.main.locator("[name=code]").fill(code)
    resident.press("Begin")


def answer(visitor: Visitor) -> None:
    """Every question by its second alternative, as far as the review."""
    visitor.main.get_by_role("combobox").first.select_option(index=1)
    visitor.press("Go on")
    for _page in range(PAGES):
        for group in visitor.main.get_by_role("group").all():
            group.get_by_role("radio").nth(1).check()
        visitor.press("Go on")
    expect(visitor.heading(visitor.say("Check your answers"))).to_be_visible()


@pytest.mark.slow
@sparingly
def test_codes_a_profile_papers_and_a_limit(invite: Invite, language: str, javascript: bool, scored: str) -> None:
    staff = administrator(invite(language))
    code, other = order_codes(staff, scored)

    # A wrong code is kept in its field; the right one is read in any way of writing; it sends answers once
    resident = invite(language, javascript=javascript, screen=PHONE)
    enter(resident, WRONG)
    expect(resident.main.locator("[name=code]")).to_have_value(WRONG)
    expect(resident.main.locator("[name=code]")).to_have_attribute("aria-invalid", "true")
    enter(resident, code.lower().replace("-", " "))
    answer(resident)
    resident.press("Send the answers")
    resident.is_told("Your answers have been sent")
    expect(resident.heading(resident.say("Your profile"))).to_be_visible()
    table = resident.main.get_by_role("table", name=resident.say("Your profile as a table"))
    expect(table.get_by_role("row")).to_have_count(1 + PAGES + 1)
    expect(resident.main.locator(".bars svg")).to_have_count(PAGES + 1)
    resident.page.emulate_media(media="print")
    expect(table).to_be_visible()
    expect(resident.page.get_by_role("navigation").first).to_be_hidden()
    resident.page.emulate_media(media="screen")
    enter(resident, code)
    expect(resident.main.locator("[name=code]")).to_have_attribute("aria-invalid", "true")

    # A paper is typed in by the same pages, with nothing required
    staff.go(f"/admin/survey-desk/{scored}/paper/")
    staff.press("Type in the next paper")
    for _page in range(1 + PAGES):
        staff.press("Go on")
    staff.press("Send the answers")
    expect(staff.page).to_have_url(re.compile(f"/admin/survey-desk/{scored}/paper/"))

    # What is full is said before anything is asked; so is what has closed
    staff.go(f"/admin/survey-desk/{scored}/quotas/")
    staff.main.locator("[name=most]").fill("1")
    staff.press("Save")
    resident.go(SCORED[language])
    resident.is_told("Enough answers have come")
    staff.click(staff.main.get_by_role("button", name=re.compile(re.escape(staff.say("Drop the limit")))))
    enter(resident, other)
    resident.server.steward.do("close_survey", scored)
    resident.press("Go on")
    resident.go(SCORED[language])
    resident.is_told("The survey has closed")


@pytest.mark.slow
def test_answers_are_read_and_taken_out(invite: Invite, language: str) -> None:
    staff = administrator(invite(language))
    key = staff.server.steward.do("survey_of", "turvalliset-koulureitit")
    staff.go("/admin/surveys/")
    staff.go(f"/admin/surveys/{key}/")
    number = int(staff.main.locator(".desk-facts dd").nth(1).inner_text())
    assert number >= 90
    staff.main.locator("[name=rows]").select_option(index=1)
    staff.main.locator("[name=columns]").select_option(index=2)
    staff.main.locator("[name=chosen]").select_option(index=1)
    # Of a survey that is open, the answers of today are not taken out
    staff.main.locator("[name=until]").fill((timezone.localdate() - timedelta(days=1)).isoformat())
    staff.press("Show")
    fewer = int(staff.main.locator(".desk-facts dd").nth(1).inner_text())
    assert 0 < fewer < number
    expect(staff.main.get_by_role("table").first).to_be_visible()

    staff.main.locator("summary", has_text=staff.say("Take these answers out")).click()
    staff.look()

    def file(form: str) -> bytes:
        return taken_out(staff, staff.main.locator(f"a[href*='/{form}/']"))

    book = load_workbook(io.BytesIO(file("xlsx")))
    heading, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert len(book.worksheets) == 3
    assert len(rows) == fewer
    chosen = {row[2] for row in rows}  # after the day and the language
    assert len(chosen) == 1, heading
    table = list(csv.reader(io.StringIO(file("csv").decode("utf-8-sig"))))
    assert len(table) == fewer + 1
    assert {row[2] for row in table[1:]} == chosen
    places = json.loads(file("geojson"))
    assert {one["geometry"]["type"] for one in places["features"]} <= {"Point", "LineString"}
    assert places["features"]
