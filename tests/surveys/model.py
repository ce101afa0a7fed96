"""A model of a survey that asks backwards: is this shown? Where `engine.flow` walks once from the first page on, it looks up
what each thing depends on, and reads answers by rules of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from surveys.engine.conditions import Clause, Condition
from surveys.engine.definition import END, Definition, Option, Question

Sent = Mapping[str, Mapping[str, list[str]]]
Place = tuple[int, int]  # a page, and a question on it

WRONG = object()  # what was sent is no answer
OF_OPTIONS = ("choice", "choices", "dropdown", "area", "age_group")
NUMBERS = {"scale": range(1, 6), "recommendation": range(11)}


class Model:
    def __init__(self, definition: Definition, sent: Sent) -> None:
        self.definition, self.sent = definition, sent
        self.places = {q.id: (n, m) for n, p in enumerate(definition.pages) for m, q in enumerate(p.questions)}
        self.read = cache(self._read)
        self.asks = cache(self._asks)
        self.visits = cache(self._visits)

    @property
    def asked(self) -> list[str]:
        return [one.id for one in self.definition.questions() if self.asks(one.id)]

    @property
    def values(self) -> dict[str, Any]:
        """What is kept of it."""
        return {one: found for one in self.asked if (found := self.read(one)) is not None and found is not WRONG}

    @property
    def wrong(self) -> set[str]:
        """Where something is wrong or missing."""
        return {one for one in self.asked if self.read(one) is WRONG or self._misses(one)}

    def _misses(self, question_id: str) -> bool:
        asked = self.question(question_id)
        if not asked.required or asked.kind == "information":
            return False
        found = self.read(question_id)
        if asked.kind == "matrix":
            return any(row not in (found or {}) for row in self._shown(asked.rows, question_id))
        return found is None

    def question(self, question_id: str) -> Question:
        page_place, place = self.places[question_id]
        return self.definition.pages[page_place].questions[place]

    def _asks(self, question_id: str) -> bool:
        page_place, _place = self.places[question_id]
        conditions = self.question(question_id).section_if, self.question(question_id).shown_if
        return self.visits(page_place) and all(self.holds(one, self.places[question_id]) for one in conditions)

    def _visits(self, place: int) -> bool:
        return self.comes_to(place) and self.holds(self.definition.pages[place].shown_if, (place, 0))

    def comes_to(self, place: int) -> bool:
        return place == 0 or any(self.comes_to(n) and self.leads(n) == place for n in range(place))

    def leads(self, place: int) -> int:
        if self.visits(place):
            for jump in self.definition.pages[place].jumps:
                targets = [n for n, p in enumerate(self.definition.pages) if p.id == jump.to and n > place]
                if (targets or jump.to == END) and self.holds(jump.condition, (place + 1, 0)):
                    return targets[0] if targets else len(self.definition.pages)
        return place + 1

    def holds(self, condition: Condition | None, before: Place) -> bool:
        if not condition or not condition.clauses:
            return True
        passed = [self.passes(clause, before) for clause in condition.clauses]
        return True in passed if condition.any_of else False not in passed

    def passes(self, clause: Clause, before: Place) -> bool:
        marks, number = self._told(clause.question, before)
        bound = Decimal(clause.values[0]) if clause.values and clause.values[0].isdigit() else None
        match str(clause.op):
            case "any":
                return bool(marks and marks & {*clause.values})
            case "all":
                return marks is not None and {*clause.values} <= marks
            case "none":
                return not (marks and marks & {*clause.values})
            case "answered":
                return marks is not None
            case "unanswered":
                return marks is None
            case "at_least":
                return number is not None and bound is not None and number >= bound
            case _:
                return number is not None and bound is not None and number <= bound

    def _told(self, question_id: str, before: Place) -> tuple[set[str] | None, Decimal | None]:
        """What a condition sees chosen, ``None`` where nothing was answered, and the number."""
        if question_id not in self.places or self.places[question_id] >= before or not self.asks(question_id):
            return None, None
        found, kind = self.read(question_id), self.question(question_id).kind
        if found is None or found is WRONG:
            return None, None
        if kind in OF_OPTIONS:
            return {*found["chosen"]}, None
        if kind in NUMBERS:
            return {str(found)}, None if found == "skip" else Decimal(found)
        if kind == "number":
            return set(), Decimal(found)
        if kind == "matrix":
            return {f"{row}:{option}" for row, option in found.items()}, None
        if kind == "ranking":
            return {found[0]}, None
        if kind == "place":
            return {found["area"]} if "area" in found else set(), None
        return {"yes"} if kind == "consent" else {found} if kind == "postal_code" else set(), None

    def _shown(self, options: Iterable[Option], question_id: str) -> list[str]:
        return [one.id for one in options if self.holds(one.shown_if, self.places[question_id])]

    def _read(self, question_id: str) -> Any:
        """The answer to a question that is asked, as it is kept; ``None`` for none, `WRONG` for what is none."""
        asked, sent = self.question(question_id), self.sent.get(question_id, {})
        options, rows = self._shown(asked.options, question_id), self._shown(asked.rows, question_id)
        text = next(iter(sent.get("", [])), "")
        if asked.kind in OF_OPTIONS:
            return _chosen(asked, options, sent)
        if asked.kind == "matrix":
            found = {row: sent[row][0] for row in rows if row in sent}
            if "gone" in found.values():
                return WRONG
            return {row: option for row, option in found.items() if option in options} or None
        if asked.kind == "ranking":
            return _ranked({one: int(sent[one][0]) for one in options if one in sent}, asked, len(options))
        if asked.kind == "budget":
            return _divided({one: int(sent[one][0]) for one in options if one in sent}, asked)
        if asked.kind in ("place", "route"):
            return _placed(asked, text, sent, options)
        if asked.kind == "file":
            return WRONG if "refused" in sent else [_file(one) for one in sent.get("", [])] or None
        return None if not text or asked.kind == "information" else _written(asked.kind, text)


def _chosen(asked: Question, options: Sequence[str], sent: Mapping[str, list[str]]) -> Any:
    ids = {one for one in sent.get("", []) if one}
    asks_words = asked.options[2].other and "c" in options
    words = sent.get("other-c", [""])[0] if asks_words else ""
    if "gone" in ids or (asked.kind != "choices" and len(ids) > 1):
        return WRONG
    if words and (asked.kind == "choices" or not ids):
        ids |= {"c"}
    found = [one for one in options if one in ids]
    if not found:
        return None
    alone = asked.options[1].exclusive and "b" in found
    if (alone and len(found) > 1) or len(found) > asked.limit("max", 3):
        return WRONG
    if not alone and len(found) < asked.limit("min", 0):
        return WRONG
    if not (asks_words and "c" in found):
        return {"chosen": found}
    return {"chosen": found, "other": {"c": words}} if words else WRONG


def _ranked(places: dict[str, int], asked: Question, number: int) -> Any:
    given = sorted(places.values())
    if given != list(range(1, len(given) + 1)) or len(given) > min(asked.limit("max", 3), number):
        return WRONG
    return sorted(places, key=lambda one: places[one]) or None


def _divided(shares: dict[str, int], asked: Question) -> Any:
    total = asked.limit("total", 100)
    used = sum(shares.values())
    if any(share < 0 for share in shares.values()) or used > total:
        return WRONG
    if 0 < used < total and asked.limits.get("all"):
        return WRONG
    return {one: share for one, share in shares.items() if share} or None


def _placed(asked: Question, text: str, sent: Mapping[str, list[str]], options: Sequence[str]) -> Any:
    area = sent.get("area", [""])[0]
    points = json.loads(sent["points"][0]) if "points" in sent else []
    if area == "gone" or any(lon > 180 for lon, _lat in points) or (asked.kind == "route" and len(points) == 1):
        return WRONG
    found = {"words": text, "area": area if area in options else "", "points": points}
    return {name: value for name, value in found.items() if value} or None


def _file(told: str) -> dict[str, Any]:
    key, size, name = told.split("/")
    return {"key": key, "name": name, "size": int(size)}


def _written(kind: str, text: str) -> Any:
    unsound = {
        "scale": ("6", "pah"),
        "recommendation": ("11", "skip"),
        "number": ("pah", "1,5"),
        "date": ("31.2.2026",),
        "email": ("a@",),
        "phone": ("soita",),
        "postal_code": ("0360",),
        "consent": ("no",),
    }
    if text in unsound.get(kind, ()):
        return WRONG
    if kind in NUMBERS:
        return text if text == "skip" else int(text)
    return {"date": "2026-12-06", "consent": True}.get(kind, text)
