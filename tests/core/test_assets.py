"""The stylesheet that is built: short, in order, without what no page uses."""

import gzip

import pytest
from django.conf import settings

from core.build import css, fonts, styles

PACKAGES = settings.ROOT / "node_modules"
needs_packages = pytest.mark.skipif(not PACKAGES.is_dir(), reason="node_modules is missing: run npm ci")


def short(text: str) -> str:
    return css.write(css.parse(text))


@pytest.mark.parametrize(
    ("long", "written"),
    [
        ("a { color : red; }", "a{color:red}"),
        ("/* words */ a, b > c { x: y; z: 1px 2px }", "a,b > c{x:y;z:1px 2px}"),
        ("@media (min-width: 52rem) { a { x: y } b { z: 1 } }", "@media (min-width: 52rem){a{x:y}b{z:1}}"),
        ("a { background: url(data:image/svg+xml;x) ; }", "a{background:url(data:image/svg+xml;x)}"),
        ("a::after { content: '{;}' / '' }", "a::after{content:'{;}' / ''}"),
        ("a { x: y; &:hover { z: 1 } }", "a{x:y;&:hover{z:1}}"),
        ("@layer one, two; a { x: y }", "@layer one,two;a{x:y}"),
    ],
)
def test_css_is_written_short_and_means_the_same(long: str, written: str) -> None:
    assert short(long) == written


def test_unbalanced_css_is_refused() -> None:
    with pytest.raises(ValueError, match="unbalanced"):
        css.parse("a { b { x: y }")


def test_selectors_are_told_apart() -> None:
    assert css.selectors("a:is(b,c),d[e='f,g'],h") == ["a:is(b,c)", "d[e='f,g']", "h"]


def test_unwanted_selectors_and_empty_rules_go() -> None:
    kept = css.keep_selectors(
        css.parse(".a, .b { x: y } .b { z: 1 } @media print { .b { q: 2 } }"), lambda it: it != ".b"
    )
    assert css.write(kept) == ".a{x:y}"


def test_custom_properties_that_nobody_reads_go_with_those_only_they_read() -> None:
    sheet = css.parse(":root { --a: 1; --b: var(--c); --c: 2; --d: 3 } p { x: var(--a) }")
    assert css.write(css.drop_unused_properties(sheet, keep=frozenset({"--d"}))) == ":root{--a:1;--d:3}p{x:var(--a)}"


@needs_packages
def test_the_stylesheet_keeps_to_its_budget() -> None:
    markup = "\n".join(path.read_text() for path in (settings.ROOT / "templates").rglob("*.html"))
    sheet = styles.build(settings.ROOT / "static", PACKAGES, markup)
    assert sheet.startswith(styles.ORDER)
    assert "ds-tooltip" not in sheet
    assert ".ds-button" in sheet
    assert len(gzip.compress(sheet.encode())) < 16_000


def test_fonts_hold_the_letters_of_the_north() -> None:
    letters = {chr(letter) for letter in fonts.LATIN | fonts.FAR}
    assert set("ÅÄÖåäöŠšŽžČčĐđŊŋŦŧÁáØøÆæÉéÜüß–—…’”»€§°\u00ad\u00a0") <= letters
