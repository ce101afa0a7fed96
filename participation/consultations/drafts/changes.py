"""What has changed from one version to another, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from uuid import UUID

from .anchors import Anchored
from .likeness import Likeness
from .sequences import rising

# A word with what joins its parts (EU:n, 3–5, sote-palvelut, 10 000 as two), or a lone mark; each with the space after it.
_TOKEN = re.compile(r"(?:\w+(?:[-–:'’.,/]\w+)*|[^\w\s])\s*")
MOST_PAIRS = 1_000_000  # of words to compare; longer texts are told as a whole
LIKE_ENOUGH = 0.25  # below it, words that happen to be the same are not shown as kept
_SHORT = 3  # letters: a kept word this short between two changes is told with them


class Sort(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    sort: Sort
    text: str


class Change(StrEnum):
    NONE = "none"
    CHANGED = "changed"
    LOOKS = "looks"  # the same words: a link, or how they look
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A paragraph of either version. ``now`` is None when it is gone, ``before`` when it is new; ``parted``: the
    paragraph that its words are from."""

    anchor: UUID
    change: Change
    moved: bool
    pieces: tuple[Piece, ...]
    now: Anchored | None
    before: Anchored | None

    @property
    def shown(self) -> Anchored:
        found = self.now or self.before
        assert found is not None
        return found

    @property
    def is_unchanged(self) -> bool:
        return self.change == Change.NONE and not self.moved


def rows(old: Sequence[Anchored], new: Sequence[Anchored]) -> list[Row]:
    """Every paragraph of the two, those that are gone where they stood. Earlier or later versions may lie between."""
    before = {each.anchor: each for each in old if not each.is_gone}
    places = {each.anchor: place for place, each in enumerate(old)}
    both = [each.anchor for each in new if not each.is_gone and each.anchor in before]
    kept = rising([places[anchor] for anchor in both])
    in_place = {anchor for place, anchor in enumerate(both) if place in kept}
    found = []
    for each in new:
        was = before.get(each.anchor)
        if not each.is_gone:
            found.append(_row(was, each, moved=was is not None and each.anchor not in in_place))
        elif was is not None:
            found.append(_row(was, each, moved=False))
    return found


def _row(was: Anchored | None, each: Anchored, *, moved: bool) -> Row:
    if was is None:
        added = (Piece(Sort.ADDED, each.paragraph.text),)
        return Row(anchor=each.anchor, change=Change.ADDED, moved=False, pieces=added, now=each, before=None)
    if each.is_gone:
        removed = (Piece(Sort.REMOVED, was.paragraph.text),)
        return Row(anchor=each.anchor, change=Change.REMOVED, moved=False, pieces=removed, now=None, before=was)
    pieces = tuple(words(was.paragraph.text, each.paragraph.text))
    change = Change.NONE
    if any(piece.sort != Sort.KEPT for piece in pieces):
        change = Change.CHANGED
    elif was.paragraph.html != each.paragraph.html:
        change = Change.LOOKS
    return Row(anchor=each.anchor, change=change, moved=moved, pieces=pieces, now=each, before=was)


def words(old: str, new: str) -> list[Piece]:
    """From one text to the other. What is kept or added makes the new one; what is kept or removed has the words of the
    old one."""
    if old == new:
        return [Piece(Sort.KEPT, new)] if new else []
    first, second = _TOKEN.findall(old), _TOKEN.findall(new)
    if "".join(first) != old or "".join(second) != new:  # white space before the first word
        return _replaced(old, new)
    if len(first) * len(second) > MOST_PAIRS or Likeness().alike(old, new) < LIKE_ENOUGH:
        return _replaced(old, new)
    return list(_joined(_compared(first, second)))


def _replaced(old: str, new: str) -> list[Piece]:
    return [piece for piece in (Piece(Sort.REMOVED, old), Piece(Sort.ADDED, new)) if piece.text]


Step = tuple[str, str, str]  # what is kept, removed, added; either the first, or the others


def _compared(first: list[str], second: list[str]) -> list[Step]:
    """The space after a word is no change."""
    bare = [token.rstrip() for token in first], [token.rstrip() for token in second]
    steps: list[Step] = []
    for tag, begin, end, at, until in SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
        if tag == "equal":
            steps.append(("".join(second[at:until]), "", ""))
        else:
            steps.append(("", "".join(first[begin:end]), "".join(second[at:until])))
    return steps


def _joined(steps: list[Step]) -> Iterator[Piece]:
    """Changes that only a short word parts are told as one: «was A and B, is C and D» is read at once."""
    removed = added = ""
    for place, (kept, gone, come) in enumerate(steps):
        if kept and (not (removed and added) or place + 1 == len(steps) or len(kept.strip()) > _SHORT):
            yield from _replaced(removed, added)
            removed = added = ""
            yield Piece(Sort.KEPT, kept)
        else:
            removed, added = removed + kept + gone, added + kept + come
    yield from _replaced(removed, added)
