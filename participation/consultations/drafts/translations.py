"""The same text in another language: its paragraphs share the anchors of the source's. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from uuid import UUID

from .anchors import Anchored, group, key
from .paragraphs import Paragraph
from .sequences import in_common, rising


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph as it is shown in a language. Without an ``anchor`` it cannot be commented: it is in this language
    only. ``foreign``: the words are the source's, for lack of a translation."""

    paragraph: Paragraph
    anchor: UUID | None
    is_gone: bool = False
    joined: UUID | None = None
    parted: UUID | None = None
    foreign: bool = False


def lines(anchored: Sequence[Anchored]) -> list[Line]:
    """Of the source itself."""
    return [_line(each, each.paragraph) for each in anchored]


def translated(source: Sequence[Anchored], paragraphs: Sequence[Paragraph], before: Sequence[Anchored]) -> list[Line]:
    """The source in another language, in the source's order and with its numbers. ``before``: this language's words
    of an earlier version, or of this one."""
    found = paired(source, paragraphs, before)
    place_of = {anchor: place for place, anchor in found.items()}
    known = {each.anchor: each.paragraph for each in before}
    gone = {key(known[each.anchor]) for each in source if each.is_gone and each.anchor in known}
    alone = _alone(paragraphs, found, gone)
    result = [Line(paragraph=each, anchor=None) for each in alone[-1]]
    for each in source:
        place = place_of.get(each.anchor, -1)
        words = known.get(each.anchor) if each.is_gone else paragraphs[place] if place >= 0 else None
        result.append(_line(each, words))
        if place >= 0:
            result += [Line(paragraph=replace(one, label=""), anchor=None) for one in alone[place]]
    return result


def _line(each: Anchored, words: Paragraph | None) -> Line:
    return Line(
        paragraph=replace(words or each.paragraph, label=each.paragraph.label),
        anchor=each.anchor,
        is_gone=each.is_gone,
        joined=each.joined,
        parted=each.parted,
        foreign=words is None,
    )


def _alone(
    paragraphs: Sequence[Paragraph], found: Mapping[int, UUID], gone: set[tuple[str, str]]
) -> dict[int, list[Paragraph]]:
    """What has no counterpart, by the place that it follows. What has gone from the source goes here too."""
    alone: dict[int, list[Paragraph]] = defaultdict(list)
    last = -1
    for place, each in enumerate(paragraphs):
        if place in found:
            last = place
        elif key(each) not in gone:
            alone[last].append(each)
    return alone


def paired(
    source: Sequence[Anchored], translated: Sequence[Paragraph], before: Sequence[Anchored] = ()
) -> dict[int, UUID]:
    """Anchors for a translation by place. A translation is made paragraph by paragraph, so that they correspond by
    their order; where one has been rewritten freely, what it shares with its own version ``before`` keeps its
    anchor, and what stands alone between the same neighbours. What is left has none."""
    there = [each for each in source if not each.is_gone]
    if [_shape(each.paragraph) for each in there] == [_shape(each) for each in translated]:
        found = {place: each.anchor for place, each in enumerate(there)}
    else:
        by_anchor = {each.anchor: place for place, each in enumerate(there)}
        fixed = _fixed([each for each in before if each.anchor in by_anchor], translated, by_anchor)
        found = {place: there[at].anchor for place, at in _filled(fixed, there, translated).items()}
    return _without_old_words(found, translated, before)


def _without_old_words(
    found: dict[int, UUID], translated: Sequence[Paragraph], before: Sequence[Anchored]
) -> dict[int, UUID]:
    """Words that have been a translation of another paragraph are not one of what has come in its place: the
    translation is only behind."""
    was: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    for each in before:
        was[key(each.paragraph)].add(each.anchor)
    return {
        place: anchor
        for place, anchor in found.items()
        if anchor in (known := was.get(key(translated[place]), set())) or not known
    }


def _shape(paragraph: Paragraph) -> tuple[str, int]:
    return group(paragraph), paragraph.level if paragraph.is_heading else 0


def _fixed(
    before: Sequence[Anchored], translated: Sequence[Paragraph], by_anchor: Mapping[UUID, int]
) -> dict[int, int]:
    """Places in the source by place in the translation, from what has the same words as before."""
    common = in_common([key(each.paragraph) for each in before], [key(each) for each in translated])
    pairs = [(new, by_anchor[before[old].anchor]) for old, new in common]
    kept = rising([at for _new, at in pairs])
    return {new: at for place, (new, at) in enumerate(pairs) if place in kept}


def _filled(fixed: Mapping[int, int], there: Sequence[Anchored], translated: Sequence[Paragraph]) -> dict[int, int]:
    """With what stands between them, where there are as many of the same kinds in both."""
    filled = dict(fixed)
    ends = [(-1, -1), *sorted(fixed.items()), (len(translated), len(there))]
    for (new, at), (next_new, next_at) in pairwise(ends):
        here, source = range(new + 1, next_new), range(at + 1, next_at)
        if [_shape(translated[place]) for place in here] == [_shape(there[place].paragraph) for place in source]:
            filled |= zip(here, source, strict=True)
    return filled
