"""The words that occur here, to find what a mistyped one may have been.

Only words of the letters a–z, once their accents are taken off, are kept: others are found as they are typed or not at
all. A word that no row has any more finds nothing, so it is never shown; `forget` takes it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial

from django.conf import settings
from django.db.models import Q

from .analysis import LONGEST_WORD, analyser, term
from .analysis.tokens import fold
from .analysis.words import words
from .engines import Expression, engine
from .models import Entry, Word

SHORTEST, LONGEST = 3, 30  # letters of a word that is kept
TWO_MISTAKES = 8  # letters from which a word may have two
BATCH = 500


def words_of(entries: Iterable[Entry]) -> frozenset[str]:
    """What `learn` keeps of rows: the words as they stand and their dictionary forms, with those of their parts."""
    found: set[str] = set()
    for entry in entries:
        own_title = entry.title if entry.title_tokens else ""
        for word in words(f"{own_title}\n{entry.text}"):
            found.update(_kept(entry.language, word))
    return frozenset(found)


def learn(found: Iterable[str]) -> None:
    """Add the words that are not known yet. Call it outside the transaction that wrote the rows: two of those that
    write the same new words would wait for each other."""
    for batch in _batches(sorted(found)):
        known = set(Word.objects.filter(word__in=batch).values_list("word", flat=True))
        new = [_row(word) for word in batch if word not in known]
        Word.objects.bulk_create(new, ignore_conflicts=True)


def forget() -> int:
    """Take out the words that no row has any more; returns how many. Reads the whole vocabulary, some hundreds at a
    time."""
    gone = 0
    languages = [code for code, _name in settings.LANGUAGES]
    last = 0
    while batch := list(Word.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "word")[:BATCH]):
        last = batch[-1][0]
        met = engine().newest([Expression((term(word, languages).tokens,)) for _pk, word in batch], 1)
        unmet = [pk for (pk, _word), ids in zip(batch, met, strict=True) if not ids]
        gone += Word.objects.filter(pk__in=unmet).delete()[0]
    return gone


def occurring(asked: Iterable[str]) -> set[str]:
    """Those of the words that occur. One query."""
    return set(Word.objects.filter(word__in=list(asked)).values_list("word", flat=True))


def near(asked: Iterable[str], *, one_mistake: Collection[str] = ()) -> dict[str, list[str]]:
    """For each word those known here that differ from it by their accents only, then those that differ by one letter
    besides: one too many, one missing, a wrong one, or two in the wrong order. Where there are none for a long word,
    those with two such mistakes; of ``one_mistake`` none. One query, or two."""
    folded = {word: fold(word) for word in asked}
    wanted = {word: bare for word, bare in folded.items() if _is_kept(word, bare)}
    if not wanted:
        return {}
    condition = Q()
    for bare in set(wanted.values()):
        condition |= _may_be(bare)
    known = list(Word.objects.filter(condition).values_list("word", "folded"))
    found = {word: _best(word, bare, known) for word, bare in wanted.items()}
    unmet = [word for word, best in found.items() if not best and word not in one_mistake]
    long = {word: wanted[word] for word in unmet if len(wanted[word]) >= TWO_MISTAKES}
    return found | _two_apart(long) if long else found


def _two_apart(wanted: dict[str, str]) -> dict[str, list[str]]:
    """Of three pieces of a word two mistakes leave one whole."""
    condition = Q()
    for bare in wanted.values():
        third, last = len(bare) // 3, "z" * LONGEST
        start, middle, end = bare[:third], bare[third:-third], bare[-third:][::-1]
        about = Q(letters__range=(len(bare) - 2, len(bare) + 2))
        condition |= about & (
            Q(folded__gte=start, folded__lte=start + last)
            | Q(backwards__gte=end, backwards__lte=end + last)
            | Q(folded__contains=middle)
        )
    known = list(Word.objects.filter(condition).values_list("word", "folded"))
    return {
        word: sorted(
            (other for other, other_bare in known if mistakes(bare, other_bare) == 2),
            key=partial(_unlikeliness, word),
        )
        for word, bare in wanted.items()
    }


def _best(word: str, bare: str, known: Sequence[tuple[str, str]]) -> list[str]:
    by_distance: dict[int, list[str]] = defaultdict(list)
    for other, other_bare in known:
        if other == word:
            continue
        if other_bare == bare:
            by_distance[0].append(other)
        elif one_apart(bare, other_bare):
            by_distance[1].append(other)
    return sorted(by_distance[0]) + sorted(by_distance[1], key=partial(_unlikeliness, word))


def _unlikeliness(word: str, other: str) -> tuple[bool, bool, int, str]:
    """Least for what is likeliest meant: a first letter is seldom wrong, and letters that changed places, or were doubled
    or not, are the most common mistakes."""
    return other[:1] != word[:1], set(fold(other)) != set(fold(word)), abs(len(other) - len(word)), other


def _may_be(bare: str) -> Q:
    """Words of about this length that share a half with it: one mistake leaves the other half whole, unless two letters
    changed places across the middle."""
    half = len(bare) // 2
    start, end = bare[:half], bare[half:][::-1]
    crossed = bare[: half - 1] + bare[half] + bare[half - 1] + bare[half + 1 :]
    lengths = (len(bare) - 1, len(bare), len(bare) + 1)
    last = "z" * LONGEST
    return (
        Q(letters__in=lengths, folded__gte=start, folded__lte=start + last)
        | Q(letters__in=lengths, backwards__gte=end, backwards__lte=end + last)
        | Q(letters=len(bare), folded=crossed)
    )


def one_apart(one: str, other: str) -> bool:
    """Whether one mistake makes one of the other (Damerau 1964: insertion, deletion, substitution, transposition)."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        return shorter[start:] == longer[start + 1 :]
    rest, other_rest = one[start:], other[start:]
    return rest[1:] == other_rest[1:] or (rest[1::-1] == other_rest[:2] and rest[2:] == other_rest[2:])


def mistakes(one: str, other: str) -> int:
    """How many of them make one of the other, each letter touched once; 3 stands for more than two."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, above, row = row, before, [place]
        for at, other_letter in enumerate(other, 1):
            cost = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != other_letter))
            if place > 1 < at and letter == other[at - 2] and one[place - 2] == other_letter:
                cost = min(cost, above[at - 2] + 1)
            row.append(cost)
        if min(row) > 2 and min(before) > 2:
            return 3
    return min(row[-1], 3)


@lru_cache(maxsize=50_000)
def _kept(language: str, word: str) -> tuple[str, ...]:
    forms = {word} | (analyser(language).dictionary_forms(word) if len(word) <= LONGEST_WORD else set())
    return tuple(form for form in forms if _is_kept(form, fold(form)))


def _is_kept(word: str, bare: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and bare.isascii() and bare.isalpha() and len(bare) <= LONGEST + 10


def _row(word: str) -> Word:
    bare = fold(word)
    return Word(word=word, folded=bare, backwards=bare[::-1], letters=len(bare))


def _batches(found: Sequence[str]) -> Iterator[Sequence[str]]:
    return (found[start : start + BATCH] for start in range(0, len(found), BATCH))
