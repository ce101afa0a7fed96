"""A comment stays with the paragraph that it is about, and never lands on another."""

from __future__ import annotations

import random
import time
from collections import Counter
from itertools import count
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from participation.consultations.drafts.anchors import ALIKE_IN_PLACE, Anchored, carried, key
from participation.consultations.drafts.likeness import Likeness
from participation.consultations.drafts.paragraphs import Kind, Paragraph
from participation.consultations.drafts.sequences import in_common, rising
from participation.consultations.drafts.translations import paired, translated


def paragraph(text: str, kind: Kind = Kind.PARAGRAPH) -> Paragraph:
    return Paragraph(kind=kind, text=text, html=text)


def version(*texts: str) -> list[Anchored]:
    return carried([], [paragraph(text) for text in texts])


def stands(anchored: list[Anchored]) -> dict[UUID, str]:
    return {each.anchor: each.paragraph.text for each in anchored if not each.is_gone}


def followed(old: list[Anchored], *texts: str) -> list[tuple[str, str]]:
    """Each paragraph of the new version, with what it was; what is gone with nothing."""
    was = {each.anchor: each.paragraph.text for each in old}
    new = carried(old, [paragraph(text) for text in texts])
    return [(was.get(each.anchor, ""), "" if each.is_gone else each.paragraph.text) for each in new]


SCHOOLS = "Lähikoulut säilytetään kaikissa taajamissa vuoteen 2030 asti."
LIBRARY = "Kirjasto on auki joka päivä, myös ilman henkilökuntaa."
ELDERLY = "Ikääntyneet saavat kotiin palvelun, jolla pärjää yön yli."
BUSES = "Palvelulinja ajaa kylille kahdesti viikossa ja tilauksesta."


def test_words_that_are_the_same_keep_their_comments_wherever_they_stand():
    trains = "Raideliikennettä edistetään naapurikuntien kanssa."
    assert followed(version(SCHOOLS, LIBRARY, BUSES, ELDERLY), ELDERLY, SCHOOLS, BUSES, trains) == [
        (ELDERLY, ELDERLY),
        (SCHOOLS, SCHOOLS),
        (LIBRARY, ""),
        (BUSES, BUSES),
        ("", trains),
    ]


def test_words_that_have_changed_keep_their_comments():
    changed = "Lähikoulut säilytetään kaikissa kylissä ja taajamissa vuoteen 2032 asti."
    assert followed(version(LIBRARY, SCHOOLS, ELDERLY), LIBRARY, changed, ELDERLY) == [
        (LIBRARY, LIBRARY),
        (SCHOOLS, changed),
        (ELDERLY, ELDERLY),
    ]


def test_what_is_written_anew_in_the_same_place_is_another_paragraph():
    assert followed(version(LIBRARY, SCHOOLS, ELDERLY), LIBRARY, BUSES, ELDERLY) == [
        (LIBRARY, LIBRARY),
        (SCHOOLS, ""),
        ("", BUSES),
        (ELDERLY, ELDERLY),
    ]


def test_what_is_gone_is_remembered_through_versions_and_comes_back():
    first = version(SCHOOLS, LIBRARY, ELDERLY)
    second = carried(first, [paragraph(SCHOOLS), paragraph(ELDERLY)])
    third = carried(second, [paragraph(SCHOOLS), paragraph(BUSES), paragraph(ELDERLY)])
    assert [(each.paragraph.text, each.is_gone) for each in third] == [
        (SCHOOLS, False),
        (LIBRARY, True),
        (BUSES, False),
        (ELDERLY, False),
    ]
    fourth = carried(third, [paragraph(each) for each in (SCHOOLS, LIBRARY, ELDERLY)])
    assert [each.anchor for each in fourth if not each.is_gone] == [each.anchor for each in first]


def test_a_heading_and_a_paragraph_never_share_their_comments():
    old = carried([], [paragraph("Kirjasto", Kind.HEADING), paragraph("Kirjasto")])
    new = carried(old, [paragraph("Kirjasto"), paragraph("Kirjasto", Kind.HEADING)])
    assert [each.anchor for each in new] == [old[1].anchor, old[0].anchor]


def test_a_paragraph_that_is_parted_keeps_its_comments_at_the_larger_part():
    first, second = f"{SCHOOLS} {LIBRARY} Koulukuljetus järjestetään yli viiden kilometrin matkoille.", ELDERLY
    old = version(first, second)
    kept = f"{SCHOOLS} {LIBRARY}"
    new = carried(
        old,
        [paragraph(kept), paragraph("Koulukuljetus järjestetään yli viiden kilometrin matkoille."), paragraph(ELDERLY)],
    )
    assert [each.anchor == old[0].anchor for each in new] == [True, False, False]
    assert [each.parted for each in new] == [None, old[0].anchor, None]


def test_paragraphs_that_are_joined_say_where_their_words_are():
    old = version(f"{SCHOOLS} {BUSES}", LIBRARY, ELDERLY)
    new = carried(old, [paragraph(f"{SCHOOLS} {BUSES} {LIBRARY}"), paragraph(ELDERLY)])
    assert [each.anchor for each in new] == [old[0].anchor, old[1].anchor, old[2].anchor]
    assert [(each.is_gone, each.joined) for each in new] == [(False, None), (True, old[0].anchor), (False, None)]


def test_among_measures_that_differ_by_a_word_each_keeps_its_own():
    old = version(
        *(f"Toimenpide: {school} koulun piha uudistetaan vuonna 2027." for school in ("Rannan", "Kylän", "Mäen"))
    )
    new = [
        "Toimenpide: Kylän koulun piha uudistetaan vuonna 2028.",
        "Toimenpide: Mäen koulun piha uudistetaan vuonna 2029.",
    ]
    assert [(was.split()[1] if was else "", now.split()[1] if now else "") for was, now in followed(old, *new)] == [
        ("Rannan", ""),
        ("Kylän", "Kylän"),
        ("Mäen", "Mäen"),
    ]


# Texts made of few words are much alike: whatever can be mistaken for another is here.
TEXTS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=7).map(" ".join)
PARAGRAPHS = st.lists(
    st.builds(paragraph, TEXTS, st.sampled_from([Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING])), max_size=12
)


@settings(deadline=None, max_examples=300)
@given(PARAGRAPHS, PARAGRAPHS)
def test_a_comment_never_lands_on_another_paragraph(first, second):
    old = carried([], first)
    new = carried(old, second)
    was, now = {each.anchor: each.paragraph for each in old}, [each for each in new if not each.is_gone]
    assert [each.paragraph for each in now] == second
    # Nothing is lost, and no two share an anchor.
    assert len({each.anchor for each in new}) == len(new)
    assert {each.anchor for each in new} >= was.keys()
    # Words that are in both stay together, as many times as they are in both.
    kept = Counter(
        key(each.paragraph) for each in now if each.anchor in was and key(was[each.anchor]) == key(each.paragraph)
    )
    assert kept == Counter(map(key, first)) & Counter(map(key, second))
    likeness = Likeness()
    for each in now:
        before = was.get(each.anchor)
        if before is None or key(before) == key(each.paragraph):
            continue
        # Changed: it is no other old paragraph's words, and like no other more than this one.
        assert key(each.paragraph) not in map(key, first)
        assert before.is_heading == each.paragraph.is_heading
        much = likeness.alike(before.text, each.paragraph.text)
        assert much >= ALIKE_IN_PLACE
        others = (other for other in first if other.is_heading == each.paragraph.is_heading)
        assert all(likeness.alike(other.text, each.paragraph.text) <= much for other in others)


@settings(deadline=None)
@given(PARAGRAPHS)
def test_a_text_that_has_not_changed_keeps_every_anchor_in_order(texts):
    old = carried([], texts)
    assert carried(old, texts) == old


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=10, unique=True), st.data())
def test_adding_paragraphs_moves_no_comment(texts, data):
    old = version(*texts)
    added = data.draw(st.lists(st.tuples(st.integers(0, 10), TEXTS), max_size=5))
    new = list(texts)
    for place, text in added:
        new.insert(place, text)
    assert stands(old).items() <= stands(carried(old, [paragraph(text) for text in new])).items()


EDITS = st.sampled_from(["keep", "keep", "keep", "change", "remove", "move", "new"])


@settings(deadline=None, max_examples=150)
@given(st.lists(EDITS, min_size=1, max_size=25), st.randoms(use_true_random=False))
def test_what_an_editor_does_is_followed(edits, chance: random.Random):
    """Texts of words of their own: each paragraph is known, whatever is done with it and with those around it."""
    words = (f"sana{number}" for number in count())
    original = [[next(words) for _word in range(chance.randint(8, 40))] for _edit in edits]
    old = version(*(" ".join(text) for text in original))
    new: list[tuple[UUID | None, str]] = []
    moved = []
    for edit, text, each in zip(edits, original, old, strict=True):
        if edit == "new":
            new.append((None, " ".join(next(words) for _word in range(12))))
        if edit == "change":
            text = [next(words) if chance.random() < 0.15 else word for word in text]
            if sum(word in each.paragraph.text.split() for word in text) < 0.7 * len(text):
                text = each.paragraph.text.split()
        if edit == "move":
            moved.append((each.anchor, " ".join(text)))
        elif edit != "remove":
            new.append((each.anchor, " ".join(text)))
    for each_moved in moved:
        new.insert(chance.randint(0, len(new)), each_moved)
    found = [each.anchor for each in carried(old, [paragraph(text) for _anchor, text in new]) if not each.is_gone]
    known = {each.anchor for each in old}
    assert [anchor if anchor in known else None for anchor in found] == [anchor for anchor, _text in new]


@settings(deadline=None)
@given(st.lists(PARAGRAPHS, min_size=1, max_size=5))
def test_comments_are_somewhere_after_any_number_of_versions(versions):
    anchored: list[Anchored] = []
    given_out: set[UUID] = set()
    for texts in versions:
        anchored = carried(anchored, texts)
        given_out |= {each.anchor for each in anchored}
        assert {each.anchor for each in anchored} == given_out


def test_five_hundred_paragraphs_of_the_same_words_take_no_time():
    chance = random.Random(7)
    vocabulary = [f"sana{number}" for number in range(300)]

    def texts() -> list[Paragraph]:
        return [paragraph(" ".join(chance.choices(vocabulary, k=200))) for _number in range(500)]

    old = carried([], texts())
    new = texts()
    begun = time.process_time()
    carried(old, new)
    assert time.process_time() - begun < 4


def test_a_translation_has_the_anchors_of_its_source_by_place():
    source = carried(version(LIBRARY, SCHOOLS, ELDERLY), [paragraph(SCHOOLS), paragraph(ELDERLY)])
    translated = [paragraph("Närskolorna behålls."), paragraph("Äldre får hjälp hemma.")]
    there = [each.anchor for each in source if not each.is_gone]
    assert paired(source, translated) == dict(enumerate(there))


def test_a_translation_that_is_behind_keeps_what_it_shares_with_its_own_version():
    source = carried(
        [], [paragraph("Palvelut", Kind.HEADING), paragraph(SCHOOLS), paragraph(LIBRARY), paragraph(ELDERLY)]
    )
    swedish = [
        paragraph("Tjänster", Kind.HEADING),
        paragraph("Skolorna behålls."),
        paragraph("Biblioteket är öppet."),
        paragraph("Hemvård."),
    ]
    before = [Anchored(anchor=each.anchor, paragraph=text) for each, text in zip(source, swedish, strict=True)]
    anchors = [each.anchor for each in source]
    newer = carried(
        source, [each.paragraph for each in source[:2]] + [paragraph(BUSES), source[2].paragraph, source[3].paragraph]
    )
    # The Swedish text has no paragraph about buses yet, and the one about the library is written otherwise.
    late = [swedish[0], swedish[1], paragraph("Biblioteket har öppet varje dag."), swedish[3]]
    assert paired(newer, late, before) == {0: anchors[0], 1: anchors[1], 3: anchors[3]}


def test_a_translation_that_is_behind_is_not_taken_for_one_of_what_came_in_its_place():
    first = version(SCHOOLS, LIBRARY)
    swedish = [paragraph("Närskolorna behålls."), paragraph("Biblioteket är öppet.")]
    before = [Anchored(anchor=each.anchor, paragraph=text) for each, text in zip(first, swedish, strict=True)]
    second = carried(first, [paragraph(SCHOOLS), paragraph(BUSES)])
    assert paired(second, swedish, before) == {0: first[0].anchor}
    assert [(each.paragraph.text, each.is_gone, each.foreign) for each in translated(second, swedish, before)] == [
        ("Närskolorna behålls.", False, False),
        ("Biblioteket är öppet.", True, False),
        (BUSES, False, True),
    ]


def test_what_is_not_translated_yet_stands_in_the_language_of_the_source():
    source = carried(version(LIBRARY), [paragraph(SCHOOLS), paragraph(ELDERLY)])
    before = [Anchored(anchor=source[0].anchor, paragraph=paragraph("Biblioteket är öppet varje dag."))]
    found = translated(
        source, [before[0].paragraph, paragraph("Äldre får service hemma."), paragraph("Tillägg.")], before
    )
    told = {(each.paragraph.text, each.is_gone, each.foreign, each.anchor is not None) for each in found}
    assert told == {
        ("Biblioteket är öppet varje dag.", True, False, True),
        (SCHOOLS, False, True, True),
        (ELDERLY, False, True, True),
        ("Äldre får service hemma.", False, False, False),
        ("Tillägg.", False, False, False),
    }


@settings(deadline=None)
@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_a_translation_loses_no_paragraph_of_its_own_and_none_of_its_source(first, source, paragraphs):
    anchored = carried(carried([], first), source)
    found = translated(anchored, paragraphs, [])
    assert [each.anchor for each in found if each.anchor] == [each.anchor for each in anchored]
    assert Counter(each.paragraph.text for each in found if not each.foreign) == Counter(
        each.text for each in paragraphs
    )


@settings(deadline=None)
@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_no_two_paragraphs_of_a_translation_share_an_anchor(source, translated, before):
    anchored = carried([], source)
    earlier = [Anchored(anchor=each.anchor, paragraph=text) for each, text in zip(anchored, before, strict=False)]
    found = paired(anchored, translated, earlier)
    assert len(set(found.values())) == len(found)
    order = [each.anchor for each in anchored]
    assert [found[place] for place in sorted(found)] == sorted(found.values(), key=order.index)


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_what_two_orders_have_in_common_is_the_longest(old, new):
    pairs = in_common(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert pairs == sorted(pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    table = [[0] * (len(new) + 1) for _row in range(len(old) + 1)]
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            table[i + 1][j + 1] = table[i][j] + 1 if one == other else max(table[i][j + 1], table[i + 1][j])
    assert len(pairs) == table[-1][-1]


@given(st.lists(st.integers(0, 20), unique=True, max_size=10))
def test_a_longest_rising_run(numbers):
    run = [numbers[place] for place in sorted(rising(numbers))]
    assert run == sorted(run)
    best = [0] * len(numbers)
    for place, number in enumerate(numbers):
        best[place] = 1 + max((best[at] for at in range(place) if numbers[at] < number), default=0)
    assert len(run) == max(best, default=0)
