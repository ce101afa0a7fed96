import pytest

from municipality import colours


def test_contrast_is_that_of_wcag():
    assert colours.ratio("#000000", "#ffffff") == pytest.approx(21)
    assert colours.ratio("#ffffff", "#ffffff") == 1
    assert colours.ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", colours.MODES)
def test_the_faces_own_colours_can_be_read(mode):
    assert list(colours.weak_pairs(mode, colours.DEFAULTS[mode])) == []


def test_a_weak_pair_names_its_colour_and_its_ratio():
    palette = {**colours.DEFAULTS["light"], "on_brand": "#0f3a44"}
    (weak,) = colours.weak_pairs("light", palette)
    assert (weak.field, weak.front, weak.back, weak.ratio) == ("on_brand", "on_brand", "brand", 1)


def test_the_faces_own_colours_need_no_style_sheet():
    assert colours.css(colours.DEFAULTS) == ""


def test_a_towns_style_sheet_sets_every_colour_twice():
    sheet = colours.css({**colours.DEFAULTS, "light": {**colours.DEFAULTS["light"], "brand": "#3a2a5c"}})
    assert sheet.count("--brand: ") == 2
    assert "--brand: #3a2a5c;" in sheet.partition("@media")[0]
    assert "--on-now: #ffffff;" in sheet.partition("@media")[0]
