"""The code book as SPSS syntax, which reads the table of numbers and says what they mean: pure.

IBM SPSS Statistics, Command Syntax Reference: GET DATA, VARIABLE LABELS, VALUE LABELS, MISSING VALUES."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .tabling import DAY, LANGUAGE, Told

LONGEST_LABEL, LONGEST_MEANING = 255, 120  # bytes


def syntax(variables: Sequence[Told], file: str, language: str, source: str) -> Iterator[str]:
    """Lines; ``file`` is the table of numbers that they read."""
    yield "* Encoding: UTF-8."
    yield f"GET DATA /TYPE=TXT /FILE={_quoted(file)} /ENCODING='UTF8' /ARRANGEMENT=DELIMITED"
    yield ' /DELIMITERS="," /QUALIFIER=\'"\' /FIRSTCASE=2 /VARIABLES='
    yield f"  {DAY} SDATE10"
    yield f"  {LANGUAGE} A10"
    yield from (f"  {one.name} {one.spss}" for one in variables)
    yield "."
    yield "VARIABLE LABELS"
    yield from (f"  {one.name} {_quoted(one.label(language, source), LONGEST_LABEL)}" for one in variables)
    yield "."
    for one in variables:
        yield from _values(one, language, source)
    yield "EXECUTE."


def _values(one: Told, language: str, source: str) -> Iterator[str]:
    if meanings := one.meanings(language, source):
        said = (f"{number} {_quoted(text, LONGEST_MEANING)}" for number, text in sorted(meanings.items()))
        yield f"VALUE LABELS {one.name}"
        yield from (f"  {line}" for line in said)
        yield "."
    if one.missing:
        yield f"MISSING VALUES {one.name} ({', '.join(map(str, one.missing))})."


def _quoted(text: str, longest: int = 0) -> str:
    """In single quotes, on one line, cut to a number of bytes."""
    line = " ".join(text.split())
    if longest:
        line = line.encode()[:longest].decode(errors="ignore")
    return "'" + line.replace("'", "''") + "'"
