"""Surveys, and answers that were given as residents give them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from wagtail.blocks import CharBlock, TextBlock

from core.fields import LocalizedText
from core.uploads import PICTURES, take
from surveys import actions
from surveys.engine.flow import walk
from surveys.engine.kinds import FIRST, Asked, Typed
from surveys.engine.kinds.place import POINTS
from surveys.engine.serial import from_json
from surveys.models import Draft, SurveyPage, Version

from .body import Writer
from .desk import FOLDER, SOURCE, Desk
from .translating import publish

OPENS, CLOSES = 8, 16  # o'clock
_NAMESPACE = uuid.UUID("5f9c7d0e-2a41-4b6f-8f6d-9f3f3c0a7e51")
PLAIN = (
    "required",
    "code",
    "min",
    "max",
    "shuffled",
    "closed",
    "grouping",
)  # what a question says in one way in every language
MARKS = ("other", "exclusive", "points")
WORDS = ("low", "high", "skip", "help")
GRADES = [6, 12, 30, 34, 14, 4]  # how often each number of a scale is chosen, and not being able to say
PREPARER = "Valmistelija Aino"
OTHER = {"fi": "Isovanhempi", "sv": "Mor- eller farförälder"}


def add(desk: Desk) -> None:
    for spec in desk.data("surveys"):
        page = publish(desk, desk.home, partial(_make, desk, spec), days=spec["opens"])
        desk.pages[spec["slug"][SOURCE]] = page
        # The translation is published when the transaction ends, and brings its words into what is answered.
        transaction.on_commit(partial(_answer, desk, spec, page))


def _make(desk: Desk, spec: dict[str, Any], language: str) -> SurveyPage:
    writer = Writer(desk, spec["slug"][SOURCE], language)
    words = ("title", "slug", "summary", "effect", "thanks")
    return SurveyPage(
        **{name: writer.say(spec[name]) for name in words},
        opens_at=desk.calendar.moment(spec["opens"], OPENS),
        closes_at=desk.calendar.moment(spec["closes"], CLOSES),
        minutes=spec["minutes"],
        may_edit=spec["may_edit"],
        results_shown=spec["results"],
        open_data=spec.get("open_data", False),
        previous_round=desk.pages[spec["round"]].translation_key if "round" in spec else None,
        questions=_whole("questions", [_block(_listed(part, spec), writer) for part in spec["questions"]]),
        dimensions=_whole("dimensions", list(_scoring(spec, language))),
    )


def _listed(part: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    """Alternatives that many questions share are named."""
    options = part.get("options")
    return {**part, "options": spec["sets"][options]} if isinstance(options, str) else part


def _scoring(spec: dict[str, Any], language: str) -> Iterator[dict[str, Any]]:
    """The dimensions and the levels of the whole, of a survey that gives points."""
    for one in spec.get("dimensions", ()):
        key = one["key"]
        counted = [_item(f"{key} counts {name}", {"question": _id(name)}) for name in one["questions"]]
        value = {"name": one["name"][language], "weight": one["weight"], "questions": counted}
        yield {"type": "dimension", "id": _id(key), "value": {**value, "levels": _levels(one["levels"], key, language)}}
    if "levels" in spec:
        yield {"type": "total", "id": _id("total"), "value": {"levels": _levels(spec["levels"], "total", language)}}


def _levels(levels: list[dict[str, Any]], key: str, language: str) -> list[dict[str, Any]]:
    return [
        _item(
            f"{key} level {one['key']}",
            {"starts": one["starts"], "name": one["name"][language], "advice": one["advice"][language]},
        )
        for one in levels
    ]


def _item(key: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "item", "id": _id(key), "value": value}


def _whole(field: str, blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With every field that an editor's form saves."""
    stream = SurveyPage._meta.get_field(field).stream_block
    return [
        {"type": child.block_type, "id": child.id, "value": child.block.get_prep_value(child.value)}
        for child in stream.to_python(blocks)
    ]


def _id(key: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, key))


def _block(part: dict[str, Any], writer: Writer) -> dict[str, Any]:
    """A page or a question; its first key is the type, whose value is the key that names it."""
    language = writer.language
    kind, key = next(iter(part.items()))
    value: dict[str, Any] = dict.fromkeys(_texts(kind), "")
    value |= {"title": part["title"][language], "shown_if": _condition(part.get("when") or part.get("shown"), key)}
    value |= {name: part[name] for name in PLAIN if name in part}
    value |= {name: part[name][language] for name in WORDS if name in part}
    for name in ("options", "rows"):
        if name in part:
            value[name] = [_option(option, key, language) for option in part[name]]
    if "picture" in part:
        value["picture"] = writer.image(part["picture"])
    if "steps" in part:
        value["steps"] = [
            _item(f"{key} step {one['number']}", {"number": one["number"], "text": one["text"][language]})
            for one in part["steps"]
        ]
    return {"type": kind, "id": _id(key), "value": value}


def _texts(kind: str) -> list[str]:
    """The fields of a block that hold a text: an editor's form leaves them empty, never missing."""
    fields = SurveyPage._meta.get_field("questions").stream_block.child_blocks[kind].child_blocks
    return [name for name, field in fields.items() if isinstance(field, CharBlock | TextBlock)]


def _option(option: dict[str, Any], key: str, language: str) -> dict[str, Any]:
    marks = {name: option[name] for name in MARKS if name in option}
    return _item(f"{key} {option['key']}", {"text": option["text"][language], **marks})


def _condition(spec: dict[str, Any] | None, key: str) -> dict[str, Any]:
    if spec is None:
        return {"any_of": False, "clauses": []}
    asked = spec["question"]
    values = [value if value.isdigit() else _id(f"{asked} {value}") for value in spec["values"]]
    clause = {"question": _id(asked), "op": spec["op"], "values": " ".join(values)}
    return {"any_of": False, "clauses": [{"type": "item", "id": _id(f"{key} when"), "value": clause}]}


def _answer(desk: Desk, spec: dict[str, Any], page: SurveyPage) -> None:
    version = Version.objects.filter(survey_key=page.translation_key).latest("number")
    keys = {_id(next(iter(part.values()))): next(iter(part.values())) for part in spec["questions"]}
    first = desk.calendar.moment(spec["opens"], OPENS) + timedelta(hours=1)
    ended = max(0, 1 - spec["closes"])  # days ago the last whole day was, of a survey that has closed
    for number in range(spec["responses"]):
        language = "sv" if desk.random.random() < 0.25 else "fi"
        respondent = _Respondent(
            desk.random, language, spec["words"], spec.get("spots", {}), keys, spec.get("grades", GRADES)
        )
        answers: dict[str, Typed] = {}
        for asked in respondent.goes_through(version, answers):
            answers[asked.question.id] = respondent.answer(asked)
        now = max(desk.calendar.past(ended + number % (-spec["opens"] - ended), number), first)
        draft, _link = actions.begin(
            version=version, terms=page.terms, answers=answers, language=language, seed="", now=now
        )
        for question, pictures in spec.get("files", {}).items():
            if number < len(pictures):
                draft = _bring(draft, _id(question), pictures[number], now)
        actions.send(draft=draft, terms=page.terms, now=now)
    if "raffle" in spec:
        _raffle(desk, spec["raffle"], page)


def _bring(draft: Draft, question: str, picture: str, now: datetime) -> Draft:
    """A picture that somebody sends."""
    upload = SimpleUploadedFile(f"{picture}.webp", (FOLDER / "pictures" / f"{picture}.webp").read_bytes())
    taken = take(upload, endings=PICTURES, largest=upload.size or 0)
    kept = actions.keep_files(draft=draft, question=question, kept=(), taken=[taken])
    return actions.keep(draft=draft, answers={question: {FIRST: kept}}, language=draft.language, sound=True, now=now)


def _raffle(desk: Desk, spec: dict[str, Any], page: SurveyPage) -> None:
    """Its rules, and the draw."""
    actor = desk.users[PREPARER]
    rules = {
        "question": _id(spec["question"]),
        "prize": LocalizedText(spec["prize"]),
        "winners": spec["winners"],
        "reserves": spec["reserves"],
        "draws_on": desk.calendar.day(spec["draws"]),
        "kept_until": desk.calendar.day(spec["kept"]),
    }
    raffle = actions.set_raffle(survey_key=page.translation_key, site_id=desk.site.pk, rules=rules, actor_id=actor.pk)
    drawn_at = desk.calendar.past(-spec["drawn"])
    actions.draw(raffle=raffle, source=page, reason="", actor_id=actor.pk, now=drawn_at)


@dataclass(frozen=True)
class _Respondent:
    """Somebody who answers plausibly: ``words`` to write and ``spots`` to mark near or along, by question; ``keys`` of
    questions by id; ``grades``: how often each number of a scale is chosen."""

    random: Random
    language: str
    words: dict[str, dict[str, list[str]]]
    spots: dict[str, list[tuple[float, float]]]
    keys: dict[str, str]
    grades: list[int]

    def goes_through(self, version: Version, answers: dict[str, Typed]) -> Iterator[Asked]:
        """Each question as it comes to be shown."""
        definition = from_json(version.definition)
        while True:
            asked = [one for leaf in walk(definition, answers).leaves for one in leaf.asked]
            waiting = next((one for one in asked if one.question.id not in answers), None)
            if waiting is None:
                return
            yield waiting

    def answer(self, asked: Asked) -> Typed:
        kind, options = asked.question.kind, [option.id for option in asked.options]
        if not asked.question.required and self.random.random() < 0.3:
            return {}
        if kind in ("choice", "dropdown", "area"):
            return self._one(asked, options)
        if kind in ("place", "route"):
            return self._mark(asked)
        if kind == "choices":
            return {
                FIRST: self.random.sample(
                    [o.id for o in asked.options if not o.is_fixed],
                    self.random.randint(1, asked.question.limit("max", 3)),
                )
            }
        if kind == "scale":
            return {FIRST: [self.random.choices(["1", "2", "3", "4", "5", "skip"], self.grades)[0]]}
        if kind == "recommendation":
            return {FIRST: [str(min(10, max(0, round(self.random.gauss(6.4, 2.3)))))]}
        if kind == "matrix":
            return {row.id: [self.random.choices(options, [3, 4, 5])[0]] for row in asked.rows}
        if kind == "ranking":
            return {option: [str(place)] for place, option in enumerate(self.random.sample(options, len(options)), 1)}
        return self._write(asked.question.id)

    def _one(self, asked: Asked, options: list[str]) -> Typed:
        chosen = self.random.choices(options, range(len(options) + 1, 1, -1))[0]
        option = asked.question.option(chosen)
        other = {f"other-{chosen}": [OTHER[self.language]]} if option is not None and option.other else {}
        return {FIRST: [chosen], **other}

    def _mark(self, asked: Asked) -> Typed:
        spots = self.spots[self.keys[asked.question.id]]
        if asked.question.kind == "place":
            spots = self.random.choices(spots, range(len(spots), 0, -1), k=self.random.randint(1, 3))
        else:
            spots = spots[self.random.randint(0, len(spots) - 2) :]
        near = [[self.random.gauss(lon, 0.002), self.random.gauss(lat, 0.0007)] for lon, lat in spots]
        return {POINTS: [json.dumps(near)]}

    def _write(self, question_id: str) -> Typed:
        texts = self.words.get(self.keys[question_id])
        return {FIRST: [self.random.choice(texts[self.language])]} if texts else {}
