"""A list of synonyms to begin from: the language of municipalities and of their residents, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Ready:
    language: str
    words: str
    means: str
    both_ways: bool


def ready() -> Iterator[Ready]:
    for path in sorted(HERE.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                words, means, way = line.split("\t")
                yield Ready(path.stem, words, means, way == "=")
