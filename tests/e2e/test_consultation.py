"""A planner makes a consultation, a resident objects with a drawing or without scripts, it closes, and it is answered."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Invite
from tests.e2e.roads import administrator, sparingly
from tests.e2e.visitor import PHONE, Visitor

PLAN = {
    "fi": {
        "page": "/fi/kuulemiset/keskustan-asemakaava/",
        "said": "Ullakko riittää kolmanneksi kerrokseksi raitilla.",
        "name": "Aili Puutalo",
        "home": "Raitti 4\n12345 Koivuranta",
    },
    "sv": {
        "page": "/sv/horanden/detaljplan-for-centrum/",
        "said": "En vind räcker som tredje våning längs bygatan.",
        "name": "Aili Puutalo",
        "home": "Bygatan 4\n12345 Björkstrand",
    },
}
SAID = "Penkkejä tarvitaan lisää."
DRAWN, BROUGHT = "Rantareitti", "Penkkipuisto"
LATE = "Tämä tuli liian myöhään, mutta ei katoa."


def draw(visitor: Visitor) -> None:
    """A line of three points by the keyboard, of which the last is taken back."""
    label = visitor.say("Map: mark a place or draw a line")
    figure = visitor.main.get_by_role("group", name=label).first
    points, keys = figure.locator(".leaflet-marker-draggable"), visitor.page.keyboard
    figure.get_by_role("button", name=visitor.say("Draw on the map")).press("Enter")
    here = figure.get_by_role("button", name=visitor.say("Draw to the middle of the map"))
    for number in (1, 2, 3):
        here.press("Enter")
        expect(points).to_have_count(number)
        figure.locator(".leaflet-container").focus()
        keys.press("ArrowRight")
    visitor.look()
    figure.get_by_role("button", name=visitor.say("Take the last back")).press("Enter")
    expect(points).to_have_count(2)


@pytest.mark.slow
@sparingly
def test_a_resident_objects_to_a_plan_and_takes_it_back(visitor: Visitor) -> None:
    words = PLAN[visitor.language]
    visitor.page.set_viewport_size(PHONE)
    visitor.go(words["page"])
    visitor.follow("Write an objection")
    visitor.press("Send the objection")
    expect(visitor.main.get_by_role("alert").first).to_be_visible()
    if visitor.javascript:
        draw(visitor)
    visitor.fill("Objection", words["said"])
    visitor.press("Send the objection")  # without a name and an address there is nobody to answer to
    expect(visitor.field("Objection")).to_have_value(words["said"])
    visitor.fill("Your own name", words["name"])
    visitor.fill("Postal address", words["home"])
    visitor.press("Send the objection")
    expect(visitor.heading(visitor.say("What you sent has arrived"))).to_be_visible()
    visitor.reads(words["said"])
    if visitor.javascript:
        visitor.reads(visitor.say("Place that you marked"))
    visitor.follow("See it among the others")
    visitor.reads(words["said"])
    expect(visitor.main.get_by_text(words["name"])).to_have_count(0)
    visitor.page.go_back()
    visitor.follow("Take it back")
    visitor.press("Take it back")
    expect(visitor.heading(visitor.say("You took this back"))).to_be_visible()
    visitor.go(words["page"])
    expect(visitor.main.get_by_text(words["said"])).to_have_count(0)


def tab(editor: Visitor, name: str) -> None:
    editor.page.get_by_role("tab", name=editor.say(name)).click()


def press_publish(editor: Visitor) -> None:
    editor.page.get_by_role("button", name=editor.say("More actions")).click()
    with editor.page.expect_navigation():
        editor.page.get_by_role("button", name=editor.say("Publish"), exact=True).click()


def make(editor: Visitor, title: str) -> str:
    """From nothing to a published page; what is missing is said on the way. Returns the page's number."""
    page, box = editor.page, editor.page.locator
    now = timezone.localtime()
    page.goto(f"/admin/pages/add/consultations/consultationpage/{editor.server.steward.do('number_of', 'kuulemiset')}/")
    box("#id_title").press_sequentially(title)
    box("#id_title").press("Tab")
    expect(box("#id_slug")).to_have_value(re.compile(title[-4:]))  # made from the title
    with page.expect_navigation(url=re.compile(r"/admin/pages/\d+/edit/")):
        page.get_by_role("button", name=editor.say("Save draft")).click()
    number = page.url.split("/")[-3]
    editor.reads(editor.say("Write the abstract: one or two sentences."))
    editor.reads(editor.say("Say when it closes, to the minute."))

    box("[name=summary]").fill("Penkkejä lisätään rannan poluille.")
    box("[data-contentpath=sections] .c-sf-add-button:visible").first.click()
    page.get_by_role("option", name=editor.say("Main section"), exact=True).click()
    box("[name='sections-0-value-title']").fill("Mihin penkit tulevat")
    draw_a_layer(editor)
    bring_the_area(editor)
    tab(editor, "Terms")
    box("[name=opens_at]").fill((now - timedelta(days=1)).strftime("%d.%m.%Y %H:%M"))
    box("[name=closes_at]").fill((now + timedelta(days=9)).strftime("%d.%m.%Y %H:%M"))
    page.keyboard.press("Escape")
    tab(editor, "Use and privacy")
    box("[name=effect]").fill("Penkit sijoitetaan vastausten mukaan.")
    for name, words in (("controller", "Tekninen lautakunta"), ("purpose", "Vastaaminen."), ("kept", "Vuoden.")):
        box(f"[name=privacy_{name}]").fill(words)
    press_publish(editor)
    tab(editor, "Terms")
    reason = box("[name=one_language_reason]")
    expect(reason).to_have_attribute("aria-invalid", "true")
    reason.fill("Ruotsinnos tulee huomenna.")
    press_publish(editor)
    editor.complaints.clear()  # Wagtail saves by itself what is not complete yet, and is refused
    return number


def draw_a_layer(editor: Visitor) -> None:
    """A line of a section, by the keyboard alone; it is kept without saying that it is ready."""
    page, box = editor.page, editor.page.locator
    box("[data-contentpath=sections] [data-contentpath=body] .c-sf-add-button:visible").first.click()
    page.get_by_role("option", name=editor.say("Map layer"), exact=True).click()
    box("[name='sections-0-value-body-0-value-title']").fill("Penkkien paikat")
    figure = page.get_by_role("group", name=editor.say("Map: draw points, lines and areas")).filter(visible=True)
    figure.scroll_into_view_if_needed()
    figure.get_by_role("button", name=editor.say("Draw a line")).press("Enter")
    here = figure.get_by_role("button", name=editor.say("Mark the middle of the map"))
    expect(here).to_be_focused()
    for number in (1, 2):
        here.press("Enter")
        expect(figure.locator(".leaflet-marker-draggable")).to_have_count(number)
        figure.locator(".leaflet-container").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(300)  # the map glides
    figure.get_by_role("textbox", name=editor.say("Name")).fill(DRAWN)


def bring_the_area(editor: Visitor) -> None:
    """What is no GeoJSON is refused in words; what is in plane coordinates is converted."""
    page = editor.page
    tab(editor, "Facts")
    figure = page.get_by_role("group", name=editor.say("Map: draw points, lines and areas")).filter(visible=True)
    figure.scroll_into_view_if_needed()
    expect(figure.get_by_role("button", name=editor.say("Draw a line"))).to_be_visible()
    file, status = figure.locator("[type=file]"), figure.get_by_role("status")
    file.set_input_files({"name": "alue.json", "mimeType": "application/json", "buffer": b"<kml/>"})
    expect(status).to_contain_text("KML")
    point = {"type": "Point", "coordinates": [330_000, 6_671_000]}
    feature = {"type": "Feature", "geometry": point, "properties": {"nimi": BROUGHT}}
    file.set_input_files({"name": "alue.json", "mimeType": "application/json", "buffer": json.dumps(feature).encode()})
    expect(status).to_contain_text("ETRS-TM35FIN")
    expect(figure.get_by_role("textbox", name=editor.say("Name"))).to_have_value(BROUGHT)
    editor.complaints[:] = [said for said in editor.complaints if "400" not in said]  # the refused file


def in_both(staff: Visitor, name: str, words: str) -> None:
    for code in ("fi", "sv"):
        staff.page.locator(f"[name={name}_{code}]").fill(f"{words} ({code})")


def respond(staff: Visitor, key: str) -> None:
    """A response in both languages, its outcome, and what is ready published."""
    desk = f"/admin/consultations/{key}/"
    staff.go(desk)
    staff.follow("Write a response")
    in_both(staff, "subject", "Penkit")
    in_both(staff, "text", "Penkkejä tulee viisi lisää.")
    staff.press("Save")
    staff.go(desk)
    staff.follow("No response yet")
    staff.click(staff.main.get_by_role("link", name=re.compile(SAID)).first)
    chosen: Locator = staff.page.locator("[name=response]")
    chosen.select_option(index=1)
    staff.page.locator("[name=outcome]").select_option("taken")
    staff.press("Save")  # an outcome has its reason
    expect(staff.page.locator("[name=outcome]")).to_have_value("taken")
    in_both(staff, "reason", "Penkit lisättiin")
    staff.press("Save")
    staff.go(desk)
    staff.click(staff.main.locator("#publishing + p + form button"))


@pytest.mark.slow
def test_a_consultation_is_made_answered_closed_and_told_of(invite: Invite) -> None:
    title = f"Penkit rannalle {uuid4().hex[:4]}"
    planner = administrator(invite("fi"))
    number = make(planner, title)
    key = planner.server.steward.do("key_of", number)
    address = planner.server.steward.do("address_of", key, "fi")

    resident = invite("fi", javascript=False, screen=PHONE)
    resident.go(address)
    for name in (DRAWN, BROUGHT):
        expect(resident.main.get_by_role("listitem").filter(has_text=name)).to_be_visible()
    resident.follow("Write an opinion")
    resident.fill("Opinion", SAID)
    resident.press("Send the opinion")
    expect(resident.heading(resident.say("What you sent has arrived"))).to_be_visible()
    receipt = resident.page.url

    # Opened before closing, sent after it: told so, and given back
    slow = invite("fi", screen=PHONE)
    slow.go(address)
    slow.follow("Write an opinion")
    slow.fill("Opinion", LATE)
    planner.server.steward.do("close_consultation", key)
    slow.press("Send the opinion")
    expect(slow.main.get_by_role("alert").first).to_contain_text(slow.say("The consultation has closed"))
    expect(slow.field("What you wrote")).to_have_value(LATE)

    respond(planner, key)
    resident.go(receipt)
    resident.reads("Penkkejä tulee viisi lisää. (fi)")
    resident.go(address)
    resident.reads(resident.say("The consultation has closed"))
    resident.reads("Penkkejä tulee viisi lisää. (fi)")
    expect(resident.main.get_by_text(LATE)).to_have_count(0)
