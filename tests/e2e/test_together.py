"""A section that asks questions: objection and answers on one page, wrong in both, sent with one button, and told to staff."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import hire
from tests.e2e.visitor import DESK, PHONE, Visitor

SLUG = "keskustan-asemakaava"
WORDS = {
    "fi": {
        "page": "/fi/kuulemiset/keskustan-asemakaava/",
        "section": "1 Kylänraitti",
        "survey": "Raitti kesällä",
        "walks": "Joka viikko",
        "wants": "Mitä raitille pitäisi tuoda",
        "bench": "Penkki kaivolle.",
        "said": "Kaksi kerrosta riittää",
        "home": "Raitti 4\n12345 Koivuranta",
    },
    "sv": {
        "page": "/sv/horanden/detaljplan-for-centrum/",
        "section": "1 Bygatan",
        "survey": "Bygatan på sommaren",
        "walks": "Varje vecka",
        "wants": "Vad borde finnas på bygatan",
        "bench": "En bänk vid brunnen.",
        "said": "Två våningar räcker",
        "home": "Bygatan 4\n12345 Björkstrand",
    },
}


def number_of_answers(staff: Visitor, key: str) -> int:
    """As the desk of the consultation tells it."""
    staff.go(f"/admin/consultations/{key}/")
    told = staff.main.get_by_role("listitem").filter(has_text=WORDS[staff.language]["survey"])
    found = re.search(r"\d+", told.inner_text())
    assert found is not None
    return int(found[0])


def write_about(resident: Visitor) -> None:
    link = re.compile(f"{resident.say('Write about this')}.*{WORDS[resident.language]['section']}")
    resident.click(resident.main.get_by_role("link", name=link))


def write_and_answer(resident: Visitor, said: str) -> None:
    words = WORDS[resident.language]
    resident.go(words["page"])
    write_about(resident)
    expect(resident.heading(words["survey"])).to_be_visible()
    resident.fill("Objection", said)
    wants = resident.main.get_by_role("textbox", name=re.compile(re.escape(words["wants"])))
    wants.fill(words["bench"])
    resident.press("Send the objection")  # neither a name nor a required answer

    summary = resident.main.locator(".ds-error-summary")
    expect(summary).to_have_count(1)
    links = summary.get_by_role("link")
    expect(links.filter(has_text=resident.say("Choose one alternative."))).to_have_count(1)
    assert links.count() >= 3  # the answer, the name, the address
    expect(resident.field("Objection")).to_have_value(said)
    expect(wants).to_have_value(words["bench"])

    resident.choose(words["walks"])
    resident.fill("Your own name", "Aili Puutalo")
    resident.fill("Postal address", words["home"])
    resident.press("Send the objection")
    expect(resident.heading(resident.say("What you sent has arrived"))).to_be_visible()
    resident.is_told("Your answers to the questions have arrived too. They are kept without your name.")
    resident.reads(said)
    resident.go(words["page"])
    write_about(resident)
    expect(resident.heading(words["survey"])).to_have_count(0)  # this browser has answered


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "javascript", "screen"), [("fi", True, DESK), ("sv", False, PHONE)], ids=["fi-js", "sv-no-js"]
)
def test_an_objection_and_answers_go_with_one_button(
    invite: Invite, language: str, javascript: bool, screen: ViewportSize
) -> None:
    staff = invite(language)
    hire(staff, "preparer")
    key = staff.server.steward.do("consultation_of", SLUG)
    before = number_of_answers(staff, key)

    said = f"{WORDS[language]['said']} {uuid4().hex[:6]}."
    write_and_answer(invite(language, javascript=javascript, screen=screen), said)

    assert number_of_answers(staff, key) == before + 1
    staff.go(f"/admin/opinions/?consultation={key}")
    expect(staff.main.get_by_role("link", name=re.compile(re.escape(said[:20]))).first).to_be_visible()
    staff.page.goto(f"/admin/consultations/{key}/take/?form=html&told_in={language}")
    report = staff.page.locator("body")
    expect(report).to_contain_text(said)
    expect(report).to_contain_text(f"{WORDS[language]['section']}: {WORDS[language]['survey']}")
