"""What has changed between versions, word by word."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from participation.consultations.drafts.anchors import carried
from participation.consultations.drafts.changes import Change, Sort, rows, words
from participation.consultations.drafts.paragraphs import Kind, Paragraph


def told(old: str, new: str) -> str:
    marks = {Sort.KEPT: "{}", Sort.REMOVED: "[-{}-]", Sort.ADDED: "[+{}+]"}
    return "".join(marks[piece.sort].format(piece.text) for piece in words(old, new))


def test_words_are_added_removed_and_kept():
    old = "Lähikoulut säilytetään kaikissa taajamissa vuoteen 2030 asti."
    new = "Lähikoulut säilytetään kaikissa taajamissa ja kylissä vuoteen 2032 asti."
    assert told(old, new) == (
        "Lähikoulut säilytetään kaikissa taajamissa [+ja kylissä +]vuoteen [-2030 -][+2032 +]asti."
    )


def test_words_with_colons_dashes_and_decimals_are_one():
    assert told("EU:n tuki 3–5 vuodeksi, 4,5 % budjetista", "EU:lta tuki 3–6 vuodeksi, 4,7 % budjetista") == (
        "[-EU:n -][+EU:lta +]tuki [-3–5 -][+3–6 +]vuodeksi, [-4,5 -][+4,7 +]% budjetista"
    )


def test_a_space_is_no_change():
    assert told(
        "Kirjasto on auki joka päivä, myös ilman väkeä.", "Kirjasto on auki joka päivä kello 6–22, myös ilman väkeä."
    ) == ("Kirjasto on auki joka päivä [+kello 6–22+], myös ilman väkeä.")


def test_changes_that_a_short_word_parts_are_read_as_one():
    old = "Skolan och biblioteket flyttar till centrum nästa höst."
    assert told(old, "Daghemmet och ungdomsgården flyttar till centrum nästa höst.") == (
        "[-Skolan och biblioteket -][+Daghemmet och ungdomsgården +]flyttar till centrum nästa höst."
    )


def test_what_has_nothing_in_common_is_told_as_a_whole():
    assert told("Koulu suljetaan keväällä ja myydään.", "Kirjasto avataan syksyllä ja juhlitaan.") == (
        "[-Koulu suljetaan keväällä ja myydään.-][+Kirjasto avataan syksyllä ja juhlitaan.+]"
    )


@settings(deadline=None)
@given(st.text("ab ,.å", max_size=40), st.text("ab ,.å", max_size=40))
def test_both_texts_can_be_read_from_the_changes(old, new):
    pieces = words(old, new)
    kept_or_removed = "".join(piece.text for piece in pieces if piece.sort != Sort.ADDED)
    assert "".join(kept_or_removed.split()) == "".join(old.split())
    assert "".join(piece.text for piece in pieces if piece.sort != Sort.REMOVED) == new
    assert all(piece.text for piece in pieces)


def paragraph(text: str, html: str = "") -> Paragraph:
    return Paragraph(kind=Kind.PARAGRAPH, text=text, html=html or text)


SCHOOLS, LIBRARY, ELDERLY, BUSES = (
    "Lähikoulut säilytetään kaikissa taajamissa.",
    "Kirjasto on auki joka päivä.",
    "Ikääntyneet saavat palvelun kotiin.",
    "Palvelulinja ajaa kylille kahdesti viikossa.",
)


def test_paragraphs_that_are_added_removed_changed_and_moved():
    trains = "Raideliikennettä edistetään naapurikuntien kanssa."
    first = carried([], [paragraph(text) for text in (SCHOOLS, LIBRARY, BUSES, ELDERLY)])
    changed = "Lähikoulut säilytetään kaikissa kylissä."
    second = carried(first, [paragraph(text) for text in (ELDERLY, changed, BUSES, trains)])
    found = [(row.change, row.moved, row.shown.paragraph.text) for row in rows(first, second)]
    assert found == [
        (Change.NONE, True, ELDERLY),
        (Change.CHANGED, False, changed),
        (Change.REMOVED, False, LIBRARY),
        (Change.NONE, False, BUSES),
        (Change.ADDED, False, trains),
    ]


def test_a_link_alone_is_no_change_of_words():
    first = carried([], [paragraph(LIBRARY)])
    second = carried(first, [paragraph(LIBRARY, f"<b>{LIBRARY}</b>")])
    assert [row.change for row in rows(first, second)] == [Change.LOOKS]


def test_versions_between_are_passed_over():
    """What came and went between the two is in neither; what went and came back has not changed."""
    first = carried([], [paragraph(SCHOOLS), paragraph(LIBRARY)])
    second = carried(first, [paragraph(SCHOOLS), paragraph(BUSES)])
    third = carried(second, [paragraph(SCHOOLS), paragraph(LIBRARY)])
    assert [(row.change, row.shown.paragraph.text) for row in rows(first, third)] == [
        (Change.NONE, SCHOOLS),
        (Change.NONE, LIBRARY),
    ]
    assert [row.change for row in rows(second, third)] == [Change.NONE, Change.ADDED, Change.REMOVED]


def test_a_paragraph_of_ten_thousand_words_is_told_at_once():
    old = " ".join(f"sana{number % 50}" for number in range(10_000))
    begun = time.process_time()
    words(old, old.replace("sana7 ", "sanaa "))
    assert time.process_time() - begun < 1
