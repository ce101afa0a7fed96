"""The code book as SPSS syntax, which reads the table of numbers and says what they mean: pure.

IBM SPSS Statistics, Command Syntax Reference: GET DATA, VARIABLE LABELS, VALUE LABELS, MISSING VALUES."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .tabling import DAY, LANGUAGE, Variable

LONGEST_LABEL, LONGEST_MEANING = 255, 120  # bytes
WIDTHS = {"long_text": 16_000, "postal_code": 5}  # bytes of a text
WIDTH = 2_000


def syntax(variables: Sequence[Variable], file: str, language: str, source: str) -> Iterator[str]:
    """Lines; ``file`` is the table of numbers that they read."""
    yield "* Encoding: UTF-8."
    yield f"GET DATA /TYPE=TXT /FILE={_quoted(file)} /ENCODING='UTF8' /ARRANGEMENT=DELIMITED"
    yield ' /DELIMITERS="," /QUALIFIER=\'"\' /FIRSTCASE=2 /VARIABLES='
    yield f"  {DAY} SDATE10"
    yield f"  {LANGUAGE} A10"
    yield from (f"  {one.name} {_format(one)}" for one in variables)
    yield "."
    yield "VARIABLE LABELS"
    yield from (f"  {one.name} {_quoted(one.label(language, source), LONGEST_LABEL)}" for one in variables)
    yield "."
    for one in variables:
        yield from _values(one, language, source)
    yield "EXECUTE."


def _values(one: Variable, language: str, source: str) -> Iterator[str]:
    if meanings := one.meanings(language, source):
        said = (f"{number} {_quoted(text, LONGEST_MEANING)}" for number, text in sorted(meanings.items()))
        yield f"VALUE LABELS {one.name}"
        yield from (f"  {line}" for line in said)
        yield "."
    if one.missing:
        yield f"MISSING VALUES {one.name} ({', '.join(map(str, one.missing))})."


def _format(one: Variable) -> str:
    if one.is_coded:
        return "F8.0"
    if one.question.kind == "number":
        return "F18.4"
    if one.question.kind == "date":
        return "SDATE10"
    return f"A{WIDTHS.get(one.question.kind, WIDTH)}"


def _quoted(text: str, longest: int = 0) -> str:
    """In single quotes, on one line, cut to a number of bytes."""
    line = " ".join(text.split())
    if longest:
        line = line.encode()[:longest].decode(errors="ignore")
    return "'" + line.replace("'", "''") + "'"
