"""Pairs of a query and a text that it has to find or must not find, judged one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

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


def read(path: Path) -> list[Pair]:
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]
    return [Pair(line[0], line[1], line[2], wanted=(line[3:] or ["yes"])[0] == "yes") for line in lines]


def sets() -> dict[str, list[Pair]]:
    """Ours, and those given in ../shared where they are."""
    return {"judged": read(OURS)} | ({"given": read(GIVEN)} if GIVEN.exists() else {})


def texts(pairs: Iterable[Pair], language: str = "") -> list[str]:
    """Each text once."""
    return list(dict.fromkeys(pair.text for pair in pairs if language in ("", pair.language)))
