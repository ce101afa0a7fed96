"""What may be typed into a municipality's settings, and the words for what may not."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import override
from PIL import Image

from municipality import geo, logo
from municipality.models import Alert, MenuItem, MunicipalitySettings
from municipality.validators import validate_business_id

RING = [[23.9, 60.1], [24.0, 60.1], [24.0, 60.2], [23.9, 60.1]]


def errors(model, **fields):
    try:
        model(**fields).clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize("number", ["0123456-2", "1572860-0", "0737546-2"])
def test_a_business_id_with_the_right_check_digit(number):
    validate_business_id(number)


@pytest.mark.parametrize("number", ["0123456-3", "123456-2", "0123456-22", "01234562", "abc", ""])
def test_other_business_ids_are_refused(number):
    with pytest.raises(ValidationError):
        validate_business_id(number)


@pytest.mark.parametrize(
    "value", [{}, {"type": "Polygon", "coordinates": [RING]}, {"type": "MultiPolygon", "coordinates": [[RING]]}]
)
def test_outlines_of_geojson(value):
    geo.validate_outline(value)


@pytest.mark.parametrize(
    "value",
    [
        "kartta",
        [1],
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": [RING[:3]]},
        {"type": "Polygon", "coordinates": [[*RING[:3], [1, 1]]]},
        {"type": "Polygon", "coordinates": [[["a", 1]] * 4]},
        {"type": "Polygon", "coordinates": [[[60.1, 123.9]] * 4]},
        {"type": "MultiPolygon", "coordinates": [RING]},
        {"type": "MultiPolygon", "coordinates": "x"},
    ],
)
def test_other_outlines_are_refused(value):
    with pytest.raises(ValidationError):
        geo.validate_outline(value)


def test_weak_contrast_is_told_at_the_colour_with_pair_and_ratio():
    with override("en"):
        found = errors(MunicipalitySettings, light_on_brand="#0f3a44")
    assert found == {
        "light_on_brand": [
            "Too little contrast between “text on the main colour” and “main colour”: 1,0:1, at least 4,5:1 is needed."
        ]
    }


def test_what_is_no_colour_is_told_at_the_colour():
    assert list(errors(MunicipalitySettings, dark_now="punainen")) == ["dark_now"]


def test_the_map_needs_four_edges_in_order_and_tiles_their_places():
    assert list(errors(MunicipalitySettings, map_west=23)) == ["map_west"]
    assert list(errors(MunicipalitySettings, map_west=24, map_east=23, map_south=60, map_north=61)) == ["map_west"]
    assert errors(MunicipalitySettings, map_west=23, map_east=24, map_south=60, map_north=61) == {}
    assert list(errors(MunicipalitySettings, map_tiles="http://tiles.example/")) == ["map_tiles"]


def test_a_menu_item_leads_to_one_thing():
    assert list(errors(MenuItem)) == ["page"]
    assert list(errors(MenuItem, place="open", url="https://example.org/")) == ["page"]
    assert list(errors(MenuItem, place="nowhere")) == ["place"]
    assert list(errors(MenuItem, url="https://example.org/")) == ["label"]
    assert errors(MenuItem, place="open") == {}


def test_an_alert_ends_after_it_starts(db):
    from django.utils import timezone

    now = timezone.now()
    assert list(errors(Alert, title={"fi": "Katko"}, starts_at=now, ends_at=now)) == ["ends_at"]


def svg(inside="", attributes='viewBox="0 0 40 40"'):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def test_an_svg_keeps_its_shapes_and_nothing_else():
    drawn = svg(
        '<script>alert(1)</script><style>path{}</style><path d="M0 0" fill="var(--brand)" onclick="x()" style="x" id="a"/>'
        '<foreignObject><p>x</p></foreignObject><image href="https://evil.example/x"/>'
        '<g fill="javascript:x"><a href="x"><rect width="2"/></a></g>'
    )
    assert logo.clean_svg(drawn) == (
        '<svg viewBox="0 0 40 40" aria-hidden="true" focusable="false"><path d="M0 0" fill="var(--brand)" /><g /></svg>'
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<html/>",
        svg(attributes=""),
        svg('<use href="#a"/>'),
        svg('<path fill="url(#a)"/>'),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"),
    ],
)
def test_other_logos_are_refused(content):
    with pytest.raises(ValidationError):
        logo.read(ContentFile(content, name="logo.svg"))


def test_a_png_is_drawn_anew_and_measured():
    out = io.BytesIO()
    Image.new("RGB", (800, 400), "teal").save(out, "PNG")
    markup, png = logo.read(ContentFile(out.getvalue(), name="x.svg"))
    assert markup == ""
    assert png is not None
    assert Image.open(png).size == (320, 160)
    assert logo.width_of(png) == 68


def test_a_broken_or_heavy_logo_is_refused():
    with pytest.raises(ValidationError):
        logo.read(ContentFile(b"\x89PNG\r\n\x1a\n" + b"x" * 50, name="logo.png"))
    with pytest.raises(ValidationError):
        logo.read(ContentFile(b"x" * (logo.MAX_BYTES + 1), name="logo.png"))
