"""Where comments stand when a text has changed. Pure.

A comment hangs on an anchor, and an anchor on a paragraph. In a new version an anchor stays with its words: first where
they are the same, wherever they stand; then where they have been changed and no other paragraph of the old text is more
like what they are now. What has no such place is remembered as gone, and its comments with it: better a comment at
a paragraph that is no more than one at a paragraph that it is not about.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from .likeness import Likeness
from .paragraphs import Kind, Paragraph
from .sequences import in_common, rising

ALIKE_IN_PLACE = 0.4  # of the words, between the same neighbours
ALIKE_ELSEWHERE = 0.65
HELD = 0.8  # of its words stand in another: joined with it, or parted from it
FEWEST_WORDS = 5  # of what is told to be a part of another

Key = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Anchored:
    """A paragraph of a version. ``is_gone``: it stood here in an earlier one; ``joined``: the anchor of the paragraph
    that took up its words; ``parted``: of the one that its words are from."""

    anchor: UUID
    paragraph: Paragraph
    is_gone: bool = False
    joined: UUID | None = None
    parted: UUID | None = None


def carried(old: Sequence[Anchored], new: Sequence[Paragraph], make: Callable[[], UUID] = uuid4) -> list[Anchored]:
    """The new version, with the anchors of the old one (gone ones are among both). One that has no place in it
    follows what it followed."""
    return _Carrying(old, new, make).result()


def key(paragraph: Paragraph) -> Key:
    """What two paragraphs have in common when nothing has changed. Headings stay headings, tables tables."""
    return group(paragraph), paragraph.html if paragraph.kind == Kind.FIGURE else paragraph.text


def group(paragraph: Paragraph) -> str:
    """What it can become: a paragraph an item of a list, a heading another heading."""
    return "text" if paragraph.kind in (Kind.PARAGRAPH, Kind.ITEM) else str(paragraph.kind)


class _Carrying:
    def __init__(self, old: Sequence[Anchored], new: Sequence[Paragraph], make: Callable[[], UUID]) -> None:
        self.old, self.new, self.make = old, new, make
        self.old_keys = [key(each.paragraph) for each in old]
        self.new_keys = [key(each) for each in new]
        self.likeness = Likeness()
        self.to: dict[int, int] = {}  # places in the new text by place in the old one
        self.fro: dict[int, int] = {}

    def result(self) -> list[Anchored]:
        self._same_words()
        self._changed_words()
        placed = self._placed()
        return list(self._with_gone(placed))

    def _match(self, old: int, new: int) -> None:
        self.to[old], self.fro[new] = new, old

    def _same_words(self) -> None:
        """In their order first, the longest texts before all; then those that have moved; then those that come back."""
        present = [place for place, each in enumerate(self.old) if not each.is_gone]
        weigh: Callable[[object], int] = lambda found: 1 + len(found[1])  # type: ignore[index]  # noqa: E731
        for i, new in in_common([self.old_keys[place] for place in present], self.new_keys, weigh):
            self._match(present[i], new)
        waiting: dict[Key, deque[int]] = defaultdict(deque)
        back = [place for place, each in enumerate(self.old) if each.is_gone]
        for place in [*present, *back]:
            if place not in self.to:
                waiting[self.old_keys[place]].append(place)
        for new, found in enumerate(self.new_keys):
            if new not in self.fro and waiting[found]:
                self._match(waiting[found].popleft(), new)

    def _changed_words(self) -> None:
        """The most alike first; of those as much alike, what stands nearest."""
        gaps_old, gaps_new = self._gaps()
        found = []
        for old, new, alike in self._candidates():
            in_place = gaps_old[old][0] == gaps_new[new][0]
            if alike >= (ALIKE_IN_PLACE if in_place else ALIKE_ELSEWHERE):
                found.append((-alike, not in_place, abs(gaps_old[old][1] - gaps_new[new][1]), old, new))
        for *_order, old, new in sorted(found):
            if old not in self.to and new not in self.fro:
                self._match(old, new)

    def _candidates(self) -> Iterator[tuple[int, int, float]]:
        """Pairs of old and new where no other old paragraph is more like the new one. Words that an old paragraph
        has to the letter are never another one's."""
        known = set(self.old_keys)
        by_class: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(self.old):
            if not each.is_gone:
                by_class[group(each.paragraph)].append(place)
        for new, paragraph in enumerate(self.new):
            if new in self.fro or self.new_keys[new] in known:
                continue
            alike = {
                old: self.likeness.alike(self.old[old].paragraph.text, paragraph.text)
                for old in by_class[group(paragraph)]
            }
            most = max(alike.values(), default=0.0)
            yield from ((old, new, most) for old, much in alike.items() if much == most > 0 and old not in self.to)

    def _gaps(self) -> tuple[dict[int, tuple[int, int]], dict[int, tuple[int, int]]]:
        """Which gap between paragraphs that have stayed each one stands in, and how far on within it."""
        stayed = [(old, new) for old, new in self._in_place() if not self.old[old].is_gone]
        return (
            _within(len(self.old), {old for old, _new in stayed}),
            _within(len(self.new), {new for _old, new in stayed}),
        )

    def _in_place(self) -> list[tuple[int, int]]:
        """The pairs that have not moved past each other."""
        pairs = sorted((old, new) for old, new in self.to.items())
        kept = rising([new for _old, new in pairs])
        return [pair for place, pair in enumerate(pairs) if place in kept]

    def _placed(self) -> list[Anchored]:
        placed = []
        for new, paragraph in enumerate(self.new):
            if new in self.fro:
                before = self.old[self.fro[new]]
                placed.append(Anchored(anchor=before.anchor, paragraph=paragraph, parted=before.parted))
            else:
                placed.append(Anchored(anchor=self.make(), paragraph=paragraph, parted=self._parted(paragraph)))
        return placed

    def _parted(self, paragraph: Paragraph) -> UUID | None:
        """The anchor of a paragraph that has given these words away."""
        if self.likeness.size(paragraph.text) < FEWEST_WORDS or paragraph.is_heading:
            return None
        best, much = None, HELD
        for old, new in self.to.items():
            before = self.old[old].paragraph
            if self.old_keys[old] == self.new_keys[new] or before.is_heading:
                continue
            held = self.likeness.held(paragraph.text, before.text)
            if held >= much and self.likeness.held(paragraph.text, self.new[new].text) < HELD:
                best, much = self.old[old].anchor, held
        return best

    def _with_gone(self, placed: list[Anchored]) -> Iterator[Anchored]:
        """Those that are gone stand after what they followed and has stayed in its place."""
        stayed = dict(self._in_place())
        after: dict[int, list[Anchored]] = defaultdict(list)
        last = -1
        for place, each in enumerate(self.old):
            if place in stayed:
                last = stayed[place]
            elif place not in self.to:
                gone = each if each.is_gone else replace(each, is_gone=True, joined=self._joined(each, placed))
                after[last].append(gone)
        yield from after[-1]
        for new, each in enumerate(placed):
            yield each
            yield from after[new]

    def _joined(self, gone: Anchored, placed: list[Anchored]) -> UUID | None:
        """The anchor of the paragraph that has taken up its words."""
        text = gone.paragraph.text
        if self.likeness.size(text) < FEWEST_WORDS or gone.paragraph.is_heading:
            return None
        best, much = None, HELD
        for new, each in enumerate(placed):
            old = self.fro.get(new)
            if old is None or self.old_keys[old] == self.new_keys[new] or each.paragraph.is_heading:
                continue
            held = self.likeness.held(text, each.paragraph.text)
            if held >= much and self.likeness.held(text, self.old[old].paragraph.text) < HELD:
                best, much = each.anchor, held
        return best


def _within(number: int, stayed: set[int]) -> dict[int, tuple[int, int]]:
    gaps, gap, on = {}, 0, 0
    for place in range(number):
        if place in stayed:
            gap, on = gap + 1, 0
        gaps[place] = (gap, on)
        on += 1
    return gaps
