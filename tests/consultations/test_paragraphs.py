"""A stored text read as what can be commented one by one."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.consultations.drafts.paragraphs import Kind, paragraphs_of


def read(html: str) -> list[tuple[str, str, str]]:
    return [(each.label, str(each.kind), each.text) for each in paragraphs_of(html)]


def test_headings_paragraphs_and_lists():
    html = """<p data-block-key="a1">Palvelustrategia ohjaa <b>työtä</b>.</p><h2 data-block-key="b2">Lapset</h2>
        <p data-block-key="c3">Lähikoulut säilyvät.</p><h3>Varhaiskasvatus</h3>
        <ol><li data-block-key="d4">Päiväkodit<ul><li>vuorohoito</li></ul></li><li>Perhepäivähoito</li></ol><h2>Ikääntyneet</h2>"""
    assert read(html) == [
        ("0.1", "paragraph", "Palvelustrategia ohjaa työtä."),
        ("1", "heading", "Lapset"),
        ("1.1", "paragraph", "Lähikoulut säilyvät."),
        ("1.2", "heading", "Varhaiskasvatus"),
        ("1.3", "item", "Päiväkodit"),
        ("1.4", "item", "vuorohoito"),
        ("1.5", "item", "Perhepäivähoito"),
        ("2", "heading", "Ikääntyneet"),
    ]
    items = [(each.marker, each.level) for each in paragraphs_of(html) if each.kind == Kind.ITEM]
    assert items == [("1.", 1), ("•", 2), ("2.", 1)]


def test_a_text_without_headings_is_numbered_straight_on():
    assert [label for label, _kind, _text in read("<p>Yksi</p><p>Kaksi</p><hr/><p> </p><p>Kolme</p>")] == [
        "1",
        "2",
        "3",
    ]


def test_numbers_that_headings_have_themselves_are_kept():
    html = "<h3>4 § Soveltamisala</h3><p>a</p><h3>5 § Määritelmät</h3><p>b</p><h3>Muuta</h3><p>c</p><h3>2 liite</h3>"
    assert [label for label, _kind, _text in read(html)] == ["4", "4.1", "5", "5.1", "6", "6.1", "7"]


def test_links_are_kept_as_they_are_stored():
    (only,) = paragraphs_of(
        '<p data-block-key="x">Katso <a linktype="page" id="12">liite</a> &amp; <i>kartta</i><br/>2</p>'
    )
    assert only.text == "Katso liite & kartta 2"
    assert BeautifulSoup(only.html, "html.parser").a.attrs == {"linktype": "page", "id": "12"}
    assert "&amp; <i>kartta</i><br/>2" in only.html


def test_a_table_and_a_picture_are_one_each():
    html = """<table><caption>Tunnusluvut</caption><tr><th>Vuosi</th><th>Oppilaita</th></tr><tr><td>2026</td><td>1 240</td>
        </tr></table><embed embedtype="image" id="4" alt="Koulun piha"/>"""
    assert read(html) == [("1", "table", "Vuosi | Oppilaita\n2026 | 1 240"), ("2", "figure", "Koulun piha")]


def test_items_with_paragraphs_and_words_outside_of_any_element():
    assert [
        text for _label, _kind, text in read("alku <b>tästä</b><ul><li><p>yksi</p><p>kaksi</p></li></ul>loppu")
    ] == [
        "alku tästä",
        "yksi kaksi",
        "loppu",
    ]


WORDS = st.text("aåöäÅb &<>1", min_size=1, max_size=12)
TAGS = st.sampled_from(["p", "h2", "h3", "li", "b", "blockquote", "ul", "ol", "div", "table", "td"])
MARKUP = st.recursive(
    WORDS.map(lambda words: words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    lambda inner: st.builds(lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", TAGS, st.lists(inner, max_size=3)),
    max_leaves=15,
)


@settings(deadline=None)
@given(st.lists(st.builds("<p>{}</p>".format, MARKUP), max_size=6).map("".join))
def test_anything_is_read_and_no_two_have_one_label(html):
    found = paragraphs_of(html)
    assert len({each.label for each in found}) == len(found)
    assert all(each.text for each in found if each.kind != Kind.FIGURE)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["p", "h2", "h3", "li"]), st.text("aäö &<", min_size=1)), max_size=12))
def test_no_word_is_lost(parts):
    escaped = [(tag, text.replace("&", "&amp;").replace("<", "&lt;")) for tag, text in parts]
    html = "".join(f"<ul><li>{text}</li></ul>" if tag == "li" else f"<{tag}>{text}</{tag}>" for tag, text in escaped)
    expected = [" ".join(text.split()) for _tag, text in parts]
    assert [each.text for each in paragraphs_of(html)] == [text for text in expected if text]
