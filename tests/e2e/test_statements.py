"""A request for statements: a preparer asks, organisations answer by their links without an account or JavaScript, the
registry enters what came by mail."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import hire
from tests.e2e.visitor import PHONE, Visitor

SLUG = "viheralueohjelma-lausunnot"
PAGES = {"fi": "/fi/kuulemiset/viheralueohjelma-lausunnot/", "sv": "/sv/horanden/gronomradesprogrammet-utlatanden/"}
TEXT = {"fi": "Museolla ei ole huomautettavaa.", "sv": "Museet har inget att anmärka."}


def ask(staff: Visitor, key: str, *parties: tuple[str, str]) -> None:
    staff.go(f"/admin/consultations/{key}/statements/")
    staff.follow("Ask for statements")
    staff.press("Send the requests")  # nothing is typed
    expect(staff.main.locator("[name=parties]")).to_have_attribute("aria-invalid", "true")
    lines = [f"{name}; {address}; {staff.language}" for name, address in parties]
    staff.main.locator("[name=parties]").fill("\n".join(lines))
    staff.press("Send the requests")
    for name, _address in parties:
        expect(staff.main.get_by_role("link", name=name, exact=True)).to_be_visible()


def link_to(visitor: Visitor, address: str) -> str:
    """What the mail leads to."""
    word = {"fi": "lausunto", "sv": "utlatande"}[visitor.language]
    text = visitor.server.mail_to(address, having=rf"/{word}/[0-9a-f]{{64}}/")
    found = re.search(rf"/{visitor.language}/\S*/{word}/[0-9a-f]{{64}}/", text)
    assert found is not None
    return found[0]


@pytest.mark.slow
def test_organisations_answer_and_staff_see_it(invite: Invite, language: str) -> None:
    staff = invite(language)
    hire(staff, "preparer")
    key = staff.server.steward.do("consultation_of", SLUG)
    museum, road, school = (f"{name} {language}" for name in ("Maakuntamuseo", "Tiehallinto", "Lukio"))
    at = {name: f"{name.split()[0].lower()}-{language}@taho.example" for name in (museum, road, school)}
    ask(staff, key, *at.items())

    party = invite(language, javascript=False, screen=PHONE)
    party.go(link_to(party, at[museum]))
    party.press("Give the statement")
    expect(party.main.locator("[name=signatory]")).to_have_attribute("aria-invalid", "true")
    party.fill("Statement", TEXT[language])
    party.main.locator("[name=files]").set_input_files(
        {"name": "Kartta.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 kartta"}
    )
    party.press("Keep as a draft")
    party.is_told("The draft has been kept. You can go on with it by the same link.")
    party.fill("Signatory’s name", "Maija Esimerkki")
    party.fill("Signatory’s title", "johtaja")
    party.press("Give the statement")
    party.is_told("Thank you. The statement has been given.")
    expect(party.main.get_by_role("link", name="Kartta.pdf")).to_be_visible()

    other = invite(language, javascript=False)
    other.go(link_to(other, at[road]))
    other.follow("We have no statement to give")
    other.press("We have no statement to give")
    other.is_told("Thank you. It has been noted that you have no statement to give.")

    staff.go(f"/admin/consultations/{key}/statements/?answer=none")
    expect(staff.main.get_by_role("link", name=road, exact=True)).to_be_visible()
    expect(staff.main.get_by_role("link", name=museum, exact=True)).to_have_count(0)
    staff.go(f"/admin/consultations/{key}/statements/?answer=waiting")
    staff.click(staff.main.get_by_role("link", name=school, exact=True))
    staff.follow("Enter a statement that came by mail")
    staff.main.locator("[name=arrived_on]").fill(timezone.localdate().isoformat())
    staff.page.keyboard.press("Escape")
    staff.main.locator("[name=body]").fill(TEXT[language])
    staff.main.locator("[name=signatory]").fill("Rehtori Esimerkki")
    staff.press("Enter")

    resident = invite(language)
    resident.go(PAGES[language])
    for name in (museum, school):
        expect(resident.main.get_by_role("link", name=name)).to_be_visible()
    expect(resident.main.get_by_role("link", name="Kartta.pdf").first).to_be_visible()
    expect(resident.main.get_by_text("@taho.example")).to_have_count(0)
