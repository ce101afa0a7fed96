"""An editor's map of shapes: what stands in its text is never lost. The widget, its scripts and the judgement are the real
ones; the page around them is bare."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.utils.translation import override
from playwright.sync_api import Browser, Page, Route, expect

from participation.consultations.geojson import judge
from participation.consultations.layer_input import LayerInput

PLACE = "http://raitti.test"
POINT = {"type": "Point", "coordinates": [23.9, 60.1]}
BROKEN = '{"type": "Point", "coordinates": [23.9'
pytestmark = pytest.mark.django_db


def collection(*shapes: dict[str, Any], name: str = "") -> str:
    features = [{"type": "Feature", "geometry": shape, "properties": {"name": name}} for shape in shapes]
    return json.dumps({"type": "FeatureCollection", "features": features})


def serve(route: Route) -> None:
    found = finders.find(route.request.url.removeprefix(f"{PLACE}/static/").partition("?")[0])
    route.fulfill(path=Path(str(found))) if found else route.abort()


def answer(route: Route) -> None:
    body = (route.request.post_data_buffer or b"").split(b"\r\n\r\n", 1)[1].rsplit(b"\r\n--", 1)[0]
    try:
        route.fulfill(json={"text": judge(body).text, "said": "ok"})
    except ValidationError as error:
        route.fulfill(status=400, json={"said": error.messages[0]})


@pytest.fixture
def opened(browser: Browser) -> Any:
    page = browser.new_page()

    def opening(text: str, judging: Callable[[Route], None] = answer) -> Page:
        with override("en"):
            widget = LayerInput().render("place", text, {"id": "id_place"})
        script = f'<script type="module" src="{static("js/map.js")}"></script>'
        form = f'<form><input type="hidden" name="csrfmiddlewaretoken">{widget}</form>'
        page.route(f"{PLACE}/static/**", serve)
        page.route(f"{PLACE}/admin/**", judging)
        page.route(f"{PLACE}/", lambda route: route.fulfill(content_type="text/html", body=f"{form}{script}"))
        page.goto(f"{PLACE}/")
        expect(page.locator(".map-tools")).to_be_visible()
        return page

    yield opening
    page.close()


def field(page: Page) -> Any:
    return page.locator("#id_place")


def paste(page: Page, text: str) -> None:
    page.locator("details").evaluate("details => { details.open = true; }")
    field(page).fill(text)
    field(page).blur()


def add_a_point(page: Page) -> None:
    page.locator("[data-draws=Point]").click(force=True)


@pytest.mark.slow
@pytest.mark.parametrize("judging", [answer, lambda route: route.abort()])
def test_what_was_refused_stays_until_it_is_mended_or_cleared(opened: Any, judging: Callable[[Route], None]) -> None:
    page = opened(collection(POINT), judging)
    paste(page, BROKEN)
    expect(page.get_by_role("status")).to_contain_text("before the text is mended or cleared")
    add_a_point(page)
    expect(field(page)).to_have_value(BROKEN)
    expect(page.locator(".map-shapes li")).to_have_count(0)
    paste(page, "")
    add_a_point(page)
    page.locator("[data-map-here]").click()
    assert json.loads(field(page).input_value())["features"][0]["geometry"]["type"] == "Point"


@pytest.mark.slow
def test_text_that_was_kept_and_cannot_be_read_is_not_drawn_over(opened: Any) -> None:
    page = opened(BROKEN)
    expect(page.get_by_role("status")).to_contain_text("before the text is mended or cleared")
    add_a_point(page)
    expect(field(page)).to_have_value(BROKEN)
    expect(field(page)).to_be_visible()
    paste(page, json.dumps(POINT))
    expect(page.locator(".map-shapes li")).to_have_count(1)


@pytest.mark.slow
def test_buttons_say_what_they_remove_and_the_focus_is_never_lost(opened: Any) -> None:
    both = {
        "type": "GeometryCollection",
        "geometries": [POINT, {"type": "LineString", "coordinates": [[23.9, 60.1], [24, 60.2]]}],
    }
    page = opened(collection(both))
    add_a_point(page)
    remove = page.get_by_role("button", name="Remove: Several shapes")
    remove.click()
    expect(page.locator("[data-map-here]")).to_be_focused()
