"""Measures what the search finds, beside what stock engines find: `python -m benchmarks.search.quality`.

Every pair of `tests/search/judged.tsv` (and of the pairs in ../shared, where they are) is asked of every engine: how many of
those that are to be found are found (recall), and of what is found among the judged how much was to be found (precision).
Prints a table."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django

ROOT = Path(__file__).parents[2]
OURS = ROOT / "tests" / "search" / "judged.tsv"
GIVEN = ROOT.parent / "shared" / "data" / "search_pairs.tsv"
LANGUAGES = {"fi": "finnish", "sv": "swedish"}


@dataclass(frozen=True)
class Pair:
    language: str
    query: str
    text: str
    wanted: bool


#: Whether a query finds a text
Finds = Callable[[Pair], bool]


def read(path: Path) -> list[Pair]:
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]
    return [Pair(line[0], line[1], line[2], wanted=(line[3:] or ["yes"])[0] == "yes") for line in lines]


def ours(pair: Pair) -> bool:
    """The analysis alone: the engines give what it says (`tests/search`)."""
    from search.analysis import lines, terms
    from search.analysis.tokens import Match
    from search.wording import read as read_wording

    wording, known = read_wording(pair.query), set(lines(pair.text, pair.language, title=False).split())
    asked = terms(wording.text, LANGUAGES)
    unwanted = terms(wording.unwanted, LANGUAGES) if wording.unwanted else []
    return (
        all(not one.tokens.isdisjoint(known) for one in asked)
        and all(one.of(Match.TITLE, Match.TEXT).isdisjoint(known) for one in unwanted)
        and wording.is_met_by(pair.text)
    )


def stock_sqlite(pair: Pair) -> bool:
    """FTS5 as Wagtail's own back end has it: words as they stand."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(body, tokenize='unicode61')")
    connection.execute("INSERT INTO texts VALUES (?)", [pair.text])
    match = " ".join(f'"{word}"' for word in pair.query.replace('"', " ").split())
    return connection.execute("SELECT 1 FROM texts WHERE texts MATCH ?", [match]).fetchone() is not None


def snowball(pair: Pair) -> bool:
    """Lucene's light relative: a stemmer and nothing more."""
    import snowballstemmer

    from search.analysis.words import words

    stem = snowballstemmer.stemmer(LANGUAGES[pair.language]).stemWord
    return {stem(word) for word in words(pair.query)} <= {stem(word) for word in words(pair.text)}


@contextmanager
def postgresql() -> Iterator[Finds | None]:
    """PostgreSQL's own configurations; `None` where it is not installed."""
    from tests.postgresql import binaries, server

    programs = binaries()
    if programs is None:
        yield None
        return
    import psycopg

    with server(programs) as address, psycopg.connect(address) as connection:

        def finds(pair: Pair) -> bool:
            name = LANGUAGES[pair.language]
            asked = "SELECT to_tsvector(%s::regconfig, %s) @@ websearch_to_tsquery(%s::regconfig, %s)"
            row = connection.execute(asked, [name, pair.text, name, pair.query]).fetchone()
            return bool(row and row[0])

        yield finds


def measured(pairs: Iterable[Pair], finds: Finds) -> tuple[float, float]:
    """Recall and precision."""
    found = [(pair.wanted, finds(pair)) for pair in pairs]
    right = sum(wanted and met for wanted, met in found)
    return right / sum(wanted for wanted, _met in found), right / max(1, sum(met for _wanted, met in found))


def table(sets: Mapping[str, Sequence[Pair]], engines: Mapping[str, Finds]) -> Iterator[str]:
    columns = [(name, language) for name in sets for language in LANGUAGES]
    yield "| | " + " | ".join(f"{name}, {language}" for name, language in columns) + " |"
    yield "|---|" + "--:|" * len(columns)
    for engine, finds in engines.items():
        cells = []
        for name, language in columns:
            recall, precision = measured([one for one in sets[name] if one.language == language], finds)
            cells.append(f"{recall:.3f} / {precision:.3f}")
        yield f"| {engine} | {' | '.join(cells)} |"


def main() -> None:
    django.setup()
    sets = {"judged": read(OURS)} | ({"given": read(GIVEN)} if GIVEN.exists() else {})
    engines: dict[str, Finds] = {"Raitti": ours, "SQLite FTS5": stock_sqlite, "Snowball": snowball}
    with postgresql() as finds:
        if finds is not None:
            engines["PostgreSQL finnish, swedish"] = finds
        for name, pairs in sets.items():
            numbers = {code: sum(one.language == code for one in pairs) for code in LANGUAGES}
            print(f"{name}: {numbers} pairs; recall / precision")
        print("\n".join(table(sets, engines)))


if __name__ == "__main__":
    main()
