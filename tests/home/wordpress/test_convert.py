"""From WordPress's HTML to blocks."""

from __future__ import annotations

from typing import Any

import pytest

from core.blocks import BodyStream
from home.wordpress.convert import MOST_TEXT, Body, convert
from home.wordpress.links import Links

LINKS = Links(base="https://www.vanha.example", pages={"vanha.example/yhteys": 7}, numbers={12: 8})


def body(content: str) -> Body:
    return convert(content, LINKS, missing_image="[%(url)s%(alt)s]")


def text(content: str) -> str:
    return "".join(block["value"] for block in body(content).blocks if block["type"] == "text")


def blocks(content: str) -> list[tuple[str, Any]]:
    return [(block["type"], block["value"]) for block in body(content).blocks]


def notes(content: str) -> list[tuple[str, Any]]:
    return body(content).notes


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Yksi\njatkuu.\n\n\nKaksi", "<p>Yksi<br/>jatkuu.</p><p>Kaksi</p>"),
        (
            "Eka <strong>lihava</strong>\n\ntoka <em>kursiivi</em>",
            "<p>Eka <b>lihava</b></p><p>toka <i>kursiivi</i></p>",
        ),
        ("<p>Valmis</p>\nLoput", "<p>Valmis</p><p>Loput</p>"),
        ("<div>Sisällä\n\nkaksi</div>", "<p>Sisällä</p><p>kaksi</p>"),
        (
            "<ul>\n<li>a\n<ol><li>b</li></ol></li>\n<li>c</li>\n</ul>",
            "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>",
        ),
        ("<!-- wp:paragraph -->\n<p>Lohko\nrivi</p>\n<!-- /wp:paragraph -->", "<p>Lohko rivi</p>"),
        ("<p>&nbsp;</p><p></p><p><br></p>", ""),
        ("a < b & c &amp; d", "<p>a &lt; b &amp; c &amp; d</p>"),
        ("<span style='color:red'>Väri</span> <u>alle</u> H<sub>2</sub>O", "<p>Väri alle H2O</p>"),
        ("<h4>Pieni</h4>", "<h4>Pieni</h4>"),
        ("<pre>a\n b</pre>", "<p>a<br/> b</p>"),
        ("Huom. [sic] [1] [...] jää", "<p>Huom. [sic] [1] [...] jää</p>"),
    ],
)
def test_paragraphs_are_as_wordpress_shows_them(written: str, shown: str) -> None:
    assert text(written) == shown


@pytest.mark.parametrize(
    ("href", "shown", "code"),
    [
        ("https://www.vanha.example/yhteys/", '<a linktype="page" id="7">x</a>', ""),
        ("http://vanha.example/Yhteys#kartta", '<a linktype="page" id="7">x</a>', ""),
        ("/yhteys", '<a linktype="page" id="7">x</a>', ""),
        ("https://vanha.example/?page_id=12", '<a linktype="page" id="8">x</a>', ""),
        ("/?p=12", '<a linktype="page" id="8">x</a>', ""),
        ("https://muualla.example/a?b=1&c=2", '<a href="https://muualla.example/a?b=1&amp;c=2">x</a>', ""),
        ("mailto:a@b.example", '<a href="mailto:a@b.example">x</a>', ""),
        ("/vanha/", '<a href="https://www.vanha.example/vanha/">x</a>', "link_left"),
        (
            "/wp-content/uploads/a.pdf",
            '<a href="https://www.vanha.example/wp-content/uploads/a.pdf">x</a>',
            "file_link",
        ),
        ("javascript:alert(1)", "x", ""),
        ("JaVaScRiPt:alert(1)", "x", ""),
        ("data:text/html,x", "x", ""),
        ("#alas", "x", ""),
        ("http://[", "x", ""),
        (
            '"onmouseover="alert(1)',
            '<a href="https://www.vanha.example/&quot;onmouseover=&quot;alert(1)">x</a>',
            "link_left",
        ),
    ],
)
def test_links_lead_to_our_pages_where_they_are(href: str, shown: str, code: str) -> None:
    written = f"<p><a href='{href}'>x</a></p>"
    assert text(written) == f"<p>{shown}</p>"
    assert [found for found, _params in notes(written)] == ([code] if code else [])


def test_headings_quotes_and_tables_become_blocks() -> None:
    assert blocks("<h2>Pää &amp; <a href='/x'>linkki</a></h2><h3>Ala</h3>") == [
        ("heading", {"text": "Pää & linkki", "level": "2"}),
        ("heading", {"text": "Ala", "level": "3"}),
    ]
    assert blocks("<blockquote><p>Yksi.</p><p>Kaksi.</p><cite>Aino</cite></blockquote>") == [
        ("quote", {"text": "Yksi.\n\nKaksi.", "who": "Aino", "role": ""})
    ]
    [(kind, table)] = blocks("<table><caption>Ajat</caption><tr><th>A</th><th>B</th></tr><tr><td>1</td></tr></table>")
    assert (kind, table["data"], table["table_caption"]) == ("table", [["A", "B"], ["1", ""]], "Ajat")
    assert (table["table_header_choice"], table["first_row_is_table_header"]) == ("row", True)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<p><img src="https://x/a.jpg" alt="Ovi"></p>', [("image", {"url": "https://x/a.jpg"})]),
        ('<iframe src="https://kartta.example/"></iframe>', [("embed", {"url": "https://kartta.example/"})]),
        ("https://youtu.be/abc", [("embed", {"url": "https://youtu.be/abc"})]),
        ("[embed]https://x.example/1[/embed]", [("embed", {"url": "https://x.example/1"})]),
        ("<form><input name='a'></form>", [("form", {})]),
        ('[contact-form-7 id="5"]', [("form", {})]),
        ("[gallery ids='1,2,3']", [("gallery", {"number": 3})]),
        ("<script>alert(1)</script>", [("script", {})]),
        ("<style>p{}</style>", []),
        ("[vc_row][vc_column]Teksti[/vc_column][/vc_row]", [("shortcode", {"name": "vc_row"}), ("shortcode", {"name": "vc_column"})]),
        ("<!-- wp:calendar /-->", [("block", {"name": "calendar"})]),
        ("<!-- wp:spacer {\"height\":\"1px\"} /-->", []),
        ("<table><tr><td>a</td></tr></table>", [("table_caption", {}), ("table_headers", {})]),
        ("<table><caption>x</caption><tr><th colspan='2'>a</th></tr></table>", [("table_merged", {})]),
        ("<table><caption>x</caption><tr><th><a href='/yhteys'>a</a></th></tr></table>", [("table_content", {})]),
        (f"<h2>{'x' * 121}</h2>", [("heading_long", {})]),
        (f"<blockquote>{'x' * 601}</blockquote>", [("quote_long", {})]),
        ("x" * (MOST_TEXT + 1), [("text_large", {})]),
        ("<div>" * 5000 + "x", [("text_large", {})]),
    ],
)  # fmt: skip
def test_what_has_no_block_is_left_out_and_listed(content: str, expected: list[Any]) -> None:
    assert notes(content) == expected


def test_words_stand_where_an_image_was() -> None:
    assert text("<p>Eka <img src='https://x/a.jpg' alt='Ovi'> loppu</p><p>Toka</p>") == (
        "<p>Eka loppu</p><p><i>[https://x/a.jpg (Ovi)]</i></p><p>Toka</p>"
    )
    assert "Sisällä" in text("[su_box title='x']Sisällä[/su_box]")


@pytest.mark.parametrize("content", ["<svg onload=alert(1)>", "<p onclick='x()'>a</p>", "<img src=x onerror=alert(1)>"])
def test_nothing_of_scripts_comes_through(content: str) -> None:
    assert not any(word in text(content) for word in ("onload", "onclick", "onerror", "<svg", "<img"))


def test_the_blocks_are_those_of_a_page() -> None:
    content = "Alku\n\n<h2>O</h2><blockquote>L</blockquote><table><tr><th>a</th></tr></table><ul><li>x</li></ul>"
    stream = BodyStream()
    value = stream.to_python(body(content).blocks)
    assert [block.block_type for block in value] == ["text", "heading", "quote", "table", "text"]
    assert "<h2" in str(value.render_as_block())
