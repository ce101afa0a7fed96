"""Random surveys of every kind of question, answered by random people who send everything at once, come back and change it:
what is hidden from somebody is never required of them, never stored and never counted, neither in results nor in what is
taken out. What is hidden is told by `model.Model`."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Site

from core.refusal import Refused
from core.uploads import Taken
from surveys import actions
from surveys.engine.definition import Question
from surveys.engine.serial import to_json
from surveys.models import Contact, Draft, Quota, Response, SentFile, Version
from surveys.results.choosing import EVERYBODY
from surveys.results.counting import Tally
from surveys.results.exporting import FORMS, Export
from surveys.results.reading import Reading, reading
from surveys.results.tabling import NOT_ASKED, Table
from surveys.results.texts import Texts, Wanted, has_words
from surveys.rules import Terms
from surveys.shape import asked_again

from .definitions import APART, EVERY, definitions, typed
from .model import OF_OPTIONS, Model

TERMS = Terms(may_edit=True)
NEEDLE = re.compile(r"neula\w*\.q\d+\.")


@dataclass
class Given:
    """What somebody's answers come to by the model; ``contacts``: what they left the first time."""

    key: int
    model: Model
    contacts: list[tuple[str, str]]

    @property
    def answers(self) -> dict[str, Any]:
        return {key: value for key, value in self.model.values.items() if self.model.question(key).kind not in APART}

    def hides(self, question: Question) -> bool:
        """Something was sent to it all the same."""
        return any(map(any, self.model.sent.get(question.id, {}).values())) and not self.model.asks(question.id)

    def needles(self, *kinds: str) -> set[str]:
        """Those that may be told, of all kinds of questions or of some."""
        answers = self.answers.items()
        return {
            one
            for key, value in answers
            if not kinds or (self.model.question(key).kind in kinds and "points" in value)
            for one in NEEDLE.findall(json.dumps(value))
        }


@pytest.mark.django_db
def test_what_is_hidden_is_never_required_stored_or_counted(site: Site, tmp_path: Path) -> None:
    kept_kinds: set[str] = set()
    hidden_kinds: set[str] = set()

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(data=st.data())
    def holds(data: Any) -> None:
        definition = data.draw(definitions(EVERY, least=2))
        version = Version.objects.create(
            site=site, survey_key=uuid4(), number=1, definition=to_json(definition), made_at=timezone.now()
        )
        quotas_of(version)
        people = (answered(data, version, str(number)) for number in range(data.draw(st.integers(2, 4))))
        told = sorted((one for one in people if one), key=lambda one: one.key)
        check_kept(version, told)
        read = reading(version.survey_key)
        assert read is not None
        check_counted(read, told)
        check_taken_out(read, told, tmp_path)
        for one in told:
            kept_kinds.update(one.model.question(key).kind for key in one.model.values)
            hidden_kinds.update(asked.kind for asked in definition.questions() if one.hides(asked))

    holds()
    every = set(EVERY) - {"information"}
    assert kept_kinds | hidden_kinds == every
    assert min(len(kept_kinds), len(hidden_kinds)) > len(every) * 3 / 4


def quotas_of(version: Version) -> None:
    pairs = [("", "")]
    for page in version.definition["pages"]:
        pairs += [(one["id"], "a") for one in page.get("questions", []) if one["kind"] in OF_OPTIONS]
    Quota.objects.bulk_create(
        Quota(site_id=version.site_id, survey_key=version.survey_key, question=question, option=option, most=100)
        for question, option in pairs
    )


def answered(data: Any, version: Version, who: str) -> Given | None:
    """Everything is sent at once, hidden or not; some of it changes; it is sent, and perhaps changed afterwards. ``None``
    where the model says that something is wrong: then nothing is stored."""
    now = timezone.now()
    draft, _link = actions.begin(version=version, terms=TERMS, answers={}, language="fi", seed="", now=now)
    definition = draft.definition
    sent = with_files(draft, data.draw(typed(definition, wrong=False, who=who)))
    draft, sent = kept(data, draft, sent)
    again = data.draw(typed(definition, wrong=False, who=who))
    changed = data.draw(st.lists(st.sampled_from(sorted(again)), max_size=3, unique=True)) if again else []
    more = with_files(draft, {key: again[key] for key in changed})
    draft, sent = kept(data, draft, more, sent)
    response = sent_by(draft, model := Model(definition, sent))
    if response is None:
        return None
    contacts = [(key, value) for key, value in model.values.items() if model.question(key).kind in APART]
    found = Given(response.pk, model, contacts)
    return rewritten(data, version, response, found, who) if data.draw(st.booleans()) else found


def with_files(draft: Draft, sent: dict[str, dict[str, list[str]]]) -> dict[str, Any]:
    """As the views do: a file that was sent is kept in the draft at once, and told by its key there."""
    by_id = draft.definition.by_id
    found = dict(sent)
    for key in (key for key in sent if by_id[key].kind == "file"):
        taken = [
            Taken(name=one.split("/")[2], size=2048, content=io.BytesIO(b"%PDF-"), searched=True)
            for one in sent[key].get("", [])
        ]
        found[key] = {"": actions.keep_files(draft=draft, question=key, kept=(), taken=taken)}
    return found


def kept(data: Any, draft: Draft, more: dict[str, Any], before: dict[str, Any] | None = None) -> tuple[Draft, Any]:
    """The draft and what was sent, which a sound page rids of what is hidden."""
    sent, sound = {**(before or {}), **more}, data.draw(st.booleans())
    draft = actions.keep(draft=draft, answers=more, language="fi", sound=sound, now=timezone.now())
    if sound:
        asked = Model(draft.definition, sent).asked
        sent = {key: value for key, value in sent.items() if key in asked}
    assert draft.answers == sent
    return draft, sent


def sent_by(draft: Draft, model: Model) -> Response | None:
    """The response where nothing is wrong by the model; the draft is thrown away otherwise."""
    refusal, response = None, None
    try:
        response, _link = actions.send(draft=draft, terms=TERMS, now=timezone.now())
    except Refused as refused:
        refusal = refused.refusal.code
        actions.discard(draft=draft)
    assert refusal == ("unsound" if model.wrong else None)
    return response


def rewritten(data: Any, version: Version, response: Response, before: Given, who: str) -> Given:
    """Files stay; everything else is answered anew. What leads to a person is not asked again."""
    draft, _link = actions.change(response=response, version=version, terms=TERMS, language="fi", now=timezone.now())
    definition = asked_again(before.model.definition)
    new = data.draw(typed(definition, wrong=False, who=f"{who}again"))
    new = {key: value for key, value in new.items() if definition.by_id[key].kind != "file"}
    files = {key: value for key, value in draft.answers.items() if definition.by_id[key].kind == "file"}
    draft, sent = kept(data, draft, new, draft.answers)
    assert {key: sent[key] for key in sent if key in files}.items() <= files.items()
    model = Model(definition, sent)
    return before if sent_by(draft, model) is None else Given(response.pk, model, before.contacts)


def check_kept(version: Version, told: list[Given]) -> None:
    assert dict(Response.objects.filter(version=version).values_list("pk", "answers")) == {
        one.key: one.answers for one in told
    }
    contacts = Contact.objects.filter(survey_key=version.survey_key).values_list("question", "value")
    assert Counter(contacts) == Counter(contact for one in told for contact in one.contacts)
    files = SentFile.objects.filter(survey_key=version.survey_key).values_list("response", "question", "key")
    assert set(files) == {
        (one.key, key, file["key"])
        for one in told
        for key, value in one.answers.items()
        if one.model.question(key).kind == "file"
        for file in value
    }
    assert not version.drafts.exists()
    for quota in Quota.objects.filter(survey_key=version.survey_key):
        chose = (one.answers.get(quota.question, {}).get("chosen", []) for one in told)
        assert quota.taken == (sum(quota.option in chosen for chosen in chose) if quota.question else len(told))


def check_counted(read: Reading, told: list[Given]) -> None:
    found = read.results()
    assert found.number == len(told)
    assert [one.id for one in found.told("fi", 1)] == [one.id for one in read.questions]
    for question in read.questions:
        tally = found.tallies.get(question.id, Tally())
        values = [one.answers[question.id] for one in told if question.id in one.answers]
        assert tally.asked == sum(one.model.asks(question.id) for one in told)
        assert tally.answered == len(values)
        assert tally.cells == Counter(cell for value in values for cell in cells(question.kind, value, question))
        if has_words(question):
            texts = Texts(read, question, Wanted(selection=EVERYBODY))
            assert sorted(one.text for one in texts.shown(list(texts.keys()))) == sorted(
                filter(None, map(words, values))
            )
        if question.kind == "place":
            marks = ((lon, lat) for pack in read.packs().values() for _who, lon, lat in pack.places(question.id))
            assert sorted(marks) == sorted(tuple(point) for value in values for point in value.get("points", []))


def cells(kind: str, value: Any, question: Question) -> list[str]:
    match kind:
        case "choice" | "choices" | "dropdown" | "area" | "age_group":
            return list(value["chosen"])
        case "scale" | "recommendation" | "number" | "postal_code" | "date":
            return [str(value)]
        case "matrix":
            return [f"{row}:{option}" for row, option in value.items()]
        case "ranking":
            return [f"{option}:{place}" for place, option in enumerate(value, 1)]
        case "budget":
            return [f"{option}:{share}:{question.limits.get('total', 100)}" for option, share in value.items()]
        case "place":
            return [value["area"]] if "area" in value else []
        case _:
            return ["yes"] if kind == "consent" else []


def words(value: Any) -> str:
    if isinstance(value, str):
        return value
    return value.get("words", "") or "; ".join(value.get("other", {}).values())


def check_taken_out(read: Reading, told: list[Given], folder: Path) -> None:
    export, written = Export(read, "fi"), {}
    for form in FORMS:
        export.write(form, folder / form, "kysely")
        raw = (folder / form).read_bytes()
        written[form] = opened(raw) if form == "xlsx" else raw.decode()
    needles = set().union(*(one.needles() for one in told))
    for form in ("xlsx", "csv", "codes"):
        assert set(NEEDLE.findall(written[form])) == needles
    assert set(NEEDLE.findall(written["geojson"])) == set().union(*(one.needles("place", "route") for one in told))
    assert not NEEDLE.search(written["sps"])
    variables = Table(read.questions, "fi", "fi").variables
    for form in ("csv", "codes"):
        _headings, *rows = csv.reader(io.StringIO(written[form]))
        assert len(rows) == len(told)
        for row, one in zip(rows, told, strict=True):
            for variable, cell in zip(variables, row[2:], strict=True):
                unasked = str(NOT_ASKED) if form == "codes" and variable.is_coded else ""
                if not one.model.asks(variable.question.id):
                    assert cell == unasked
                elif unasked:
                    assert cell != unasked


def opened(raw: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())
