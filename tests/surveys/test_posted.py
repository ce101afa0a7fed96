"""Every type of question as a browser, or somebody instead of one, posts it: valid, missing where it is required, invalid and
tampered with. What is wrong is said in the reader's language; whatever is sent, a draft holds it in any database."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from municipality.models import Area
from surveys import actions
from surveys.engine.flow import walk
from surveys.engine.kinds import KINDS, kind_of
from surveys.engine.kinds.base import LONGEST
from surveys.models import Draft, Version
from surveys.posted import MOST_SENT

from .pages import NEVER_SAID, survey_page
from .test_pages import begin

pytestmark = pytest.mark.django_db
Sent = dict[str, Any]  # by part of the question
Said = tuple[str, str]  # in Finnish and in Swedish


@dataclass(frozen=True, kw_only=True)
class Case:
    """``wrong``: what is sent, the part where something is said, and what."""

    missing: Said
    valid: list[Sent]
    wrong: list[tuple[Sent, str, Said]]
    fields: dict[str, Any] = field(default_factory=dict)
    blank: str = ""  # the part where it is said that an answer is missing


def listed(*texts: str, **more: dict[str, Any]) -> list[dict[str, Any]]:
    """Options whose ids are their texts."""
    return [
        {"type": "item", "id": text, "value": {"text": text, "shown_if": NEVER_SAID, **more.get(text, {})}}
        for text in texts
    ]


def too_many(number: int) -> Said:
    return f"Valitse enintään {number}.", f"Välj högst {number}."


def too_long(number: int) -> Said:
    return f"Kirjoita enintään {number} merkkiä.", f"Skriv högst {number} tecken."


OPTIONS = listed("a", "b", "c", "n", c={"other": True}, n={"exclusive": True})
NO_OPTION = "Valitse jokin vaihtoehdoista.", "Välj något av alternativen."
ONE = "Valitse yksi vaihtoehto.", "Välj ett alternativ."
SOME = "Valitse vähintään yksi vaihtoehto.", "Välj minst ett alternativ."
ALONE = (
    "Yksi valitsemistasi vaihtoehdoista ei sovi yhteen muiden kanssa. Valitse uudelleen.",
    "Ett av alternativen du valde går inte ihop med andra. Välj på nytt.",
)
BESIDE = "Kirjoita, mitä tarkoitat.", "Skriv vad du menar."
FIGURE = "Valitse numero.", "Välj en siffra."
WHOLE = "Kirjoita kokonaisluku.", "Skriv ett heltal."
TWICE = "Toisella vaihtoehdolla on sama sija.", "Ett annat alternativ har samma plats."
GAP = (
    "Yksi sija jäi väliin. Aloita ykkösestä ja jatka järjestyksessä.",
    "En plats hoppades över. Börja från 1 och fortsätt i ordning.",
)
OVER = "Jaoit 11, mikä on 1 enemmän kuin 10.", "Du fördelade 11, vilket är 1 mer än 10."
LEFT = "Jaa kaikki: 1 on jäljellä, kun jaettavaa on 10.", "Fördela allt: 1 av 10 är kvar."
ANSWER = "Kirjoita vastaus.", "Skriv ett svar."
NUMBER = "Kirjoita luku.", "Skriv ett tal."
DAY = "Kirjoita päivämäärä, esimerkiksi 24.12.2026.", "Skriv ett datum, till exempel 24.12.2026."
EARLIEST = "Päivämäärä on aikaisintaan 1.1.2026.", "Datumet är tidigast 1.1.2026."
LATEST = "Päivämäärä on viimeistään 31.12.2026.", "Datumet är senast 31.12.2026."
MAIL = (
    "Kirjoita sähköpostiosoite, esimerkiksi nimi@esimerkki.fi.",
    "Skriv en e-postadress, till exempel namn@exempel.fi.",
)
PHONE = "Kirjoita puhelinnumero, esimerkiksi 040 123 4567.", "Skriv ett telefonnummer, till exempel 040 123 4567."
CODE = (
    "Postinumerossa on viisi numeroa, esimerkiksi 03600.",
    "Ett postnummer har fem siffror, till exempel 03600.",
)
UNREAD = (
    "Kartalta valittua paikkaa ei voitu lukea. Merkitse se uudelleen tai kirjoita, missä se on.",
    "Platsen på kartan kunde inte läsas. Markera den på nytt eller skriv var den är.",
)
PLACES = "Merkittyjä paikkoja saa olla enintään 2.", "Antalet utmärkta platser får vara högst 2."
AGREE = (
    "Rastita ruutu, jos hyväksyt. Ilman sitä vastauksia ei voi lähettää.",
    "Kryssa i rutan om du godkänner. Utan det kan svaren inte skickas.",
)


def upload(name: str = "Kartta.pdf", content: bytes = b"%PDF-1.7 hei") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


CASES: dict[str, Case] = {
    "choice": Case(
        fields={"options": OPTIONS},
        missing=ONE,
        valid=[{"": "b"}, {"": "c", "other-c": "Oma"}, {"other-c": "Oma"}],
        wrong=[
            ({"": "zz"}, "", NO_OPTION),
            ({"": ["a", "b"]}, "", ONE),
            ({"": "c"}, "other-c", BESIDE),
            ({"": "c", "other-c": "x" * 301}, "other-c", too_long(300)),
        ],
    ),
    "choices": Case(
        fields={"options": OPTIONS, "min": 2, "max": 2},
        missing=SOME,
        valid=[{"": ["a", "b"]}, {"": ["n"]}, {"": ["a"], "other-c": "Oma"}],
        wrong=[
            ({"": ["a", "zz"]}, "", NO_OPTION),
            ({"": ["a", "n"]}, "", ALONE),
            ({"": ["a", "b", "c"], "other-c": "Oma"}, "", too_many(2)),
            ({"": ["a"]}, "", ("Valitse vähintään 2.", "Välj minst 2.")),
            ({"": ["a", "c"]}, "other-c", BESIDE),
        ],
    ),
    "dropdown": Case(
        fields={"options": listed("a", "b")}, missing=ONE, valid=[{"": "b"}], wrong=[({"": "zz"}, "", NO_OPTION)]
    ),
    "scale": Case(
        fields={"min": 1, "max": 5, "low": "", "high": "", "skip": "En osaa sanoa"},
        missing=FIGURE,
        valid=[{"": "5"}, {"": "skip"}],
        wrong=[({"": one}, "", NO_OPTION) for one in ("0", "6", "4.0", "neljä", "-1")],
    ),
    "recommendation": Case(
        fields={"low": "", "high": ""},
        missing=FIGURE,
        valid=[{"": "0"}, {"": "10"}],
        wrong=[({"": one}, "", NO_OPTION) for one in ("11", "-1", "skip", "007")],
    ),
    "matrix": Case(
        fields={"rows": listed("r1", "r2"), "options": listed("a", "b")},
        missing=ONE,
        blank="r2",
        valid=[{"r1": "a", "r2": "b"}],
        wrong=[({"r1": "a"}, "r2", ONE), ({"r1": "a", "r2": "zz"}, "r2", NO_OPTION)],
    ),
    "ranking": Case(
        fields={"options": listed("a", "b", "c"), "shuffled": False, "max": None},
        missing=("Anna sija vähintään yhdelle vaihtoehdolle.", "Ge minst ett alternativ en plats."),
        valid=[{"a": "2", "b": "1", "c": "3"}, {"c": "1"}],
        wrong=[
            ({"a": "1", "b": "1"}, "b", TWICE),
            ({"a": "1", "b": "3"}, "", GAP),
            ({"a": "4"}, "a", NO_OPTION),
            ({"a": "yksi"}, "a", NO_OPTION),
        ],
    ),
    "budget": Case(
        fields={"options": listed("a", "b"), "total": 10, "all": True, "unit": "€"},
        missing=("Jaa summa vaihtoehdoille.", "Fördela summan mellan alternativen."),
        valid=[{"a": "10"}, {"a": "3", "b": "7"}],
        wrong=[
            ({"a": "5", "b": "6"}, "", OVER),
            ({"a": "9"}, "", LEFT),
            ({"a": "-1", "b": "11"}, "a", WHOLE),
            ({"a": "2,5"}, "a", WHOLE),
            ({"a": "9" * 40}, "a", WHOLE),
        ],
    ),
    "short_text": Case(
        fields={"max": 10}, missing=ANSWER, valid=[{"": " Aino  A "}], wrong=[({"": "x" * 11}, "", too_long(10))]
    ),
    "long_text": Case(
        fields={"max": None}, missing=ANSWER, valid=[{"": "yksi\r\n\r\nkaksi"}], wrong=[({"": "x" * 4001}, "", too_long(4000))]
    ),
    "number": Case(
        fields={"min": 1, "max": 20, "decimals": 1, "unit": "kg"},
        missing=NUMBER,
        valid=[{"": "1,5"}, {"": "20"}],
        wrong=[
            *(({"": one}, "", NUMBER) for one in ("yksi", "NaN", "1e1", "Infinity", "1.2.3", "9" * 16)),
            ({"": "0"}, "", ("Kirjoita vähintään 1.", "Skriv minst 1.")),
            ({"": "20,1"}, "", ("Kirjoita enintään 20.", "Skriv högst 20.")),
            ({"": "1,55"}, "", ("Kirjoita enintään 1 desimaalia.", "Skriv högst 1 decimaler.")),
        ],
    ),
    "date": Case(
        fields={"min": "2026-01-01", "max": "2026-12-31"},
        missing=DAY,
        valid=[{"": "6.12.2026"}, {"": "2026-12-06"}],
        wrong=[
            *(({"": one}, "", DAY) for one in ("31.2.2026", "huomenna", "2026-13-01", "1.1.0000")),
            ({"": "31.12.2025"}, "", EARLIEST),
            ({"": "1.1.2027"}, "", LATEST),
        ],
    ),
    "email": Case(
        missing=("Kirjoita sähköpostiosoite.", "Skriv en e-postadress."),
        valid=[{"": "aino@example.fi"}],
        wrong=[({"": one}, "", MAIL) for one in ("aino", "aino@", "a@b c.fi", "a@example.fi,b@example.fi", f"{'x' * 300}@example.fi")],
    ),
    "phone": Case(
        missing=("Kirjoita puhelinnumero.", "Skriv ett telefonnummer."),
        valid=[{"": "+358 40 123 4567"}],
        wrong=[({"": one}, "", PHONE) for one in ("soita", "123", "0" * 41, "040-123x")],
    ),
    "postal_code": Case(
        missing=("Kirjoita postinumero.", "Skriv ett postnummer."),
        valid=[{"": "03600"}],
        wrong=[({"": one}, "", CODE) for one in ("0360", "036000", "O3600", "٠٣٦٠٠")],
    ),
    "area": Case(missing=("Valitse alue.", "Välj ett område."), valid=[{"": "AREA"}], wrong=[({"": "area-0"}, "", NO_OPTION)]),
    "age_group": Case(
        fields={"starts": "13, 18"},
        missing=("Valitse ikäryhmä.", "Välj en åldersgrupp."),
        valid=[{"": "age-13"}],
        wrong=[({"": "age-14"}, "", NO_OPTION), ({"": ["age-13", "age-18"]}, "", ("Valitse ikäryhmä.", "Välj en åldersgrupp."))],
    ),
    "place": Case(
        fields={"max": 2},
        missing=(
            "Merkitse paikka, valitse alue tai kirjoita, missä se on.",
            "Markera en plats, välj ett område eller skriv var det är.",
        ),
        valid=[{"": "Tori"}, {"area": "AREA"}, {"points": "[[23.9, 60.1], [23.95, 60.15]]"}],
        wrong=[
            ({"": "x" * 301}, "", too_long(300)),
            ({"area": "area-0"}, "area", NO_OPTION),
            ({"points": "[[23.9, 60.1], [23.9, 60.1], [23.9, 60.1]]"}, "points", PLACES),
            *(({"points": one}, "points", UNREAD) for one in ("[[200, 60]]", "[[NaN, 60]]", "{}x", "[[1]]", "[" * 5000, '[["a", 1]]')),
        ],
    ),
    "route": Case(
        fields={"closed": True},
        missing=("Piirrä kartalle tai kuvaile sanoin.", "Rita på kartan eller beskriv med ord."),
        valid=[{"": "Rantaa pitkin"}, {"points": "[[23.9, 60.1], [23.95, 60.15], [24, 60]]"}],
        wrong=[
            ({"": "x" * 501}, "", too_long(500)),
            ({"points": "[[23.9, 60.1], [23.95, 60.15]]"}, "points", UNREAD),
            ({"points": "[[1e999, 60], [1, 1], [2, 2]]"}, "points", UNREAD),
        ],
    ),
    "file": Case(
        fields={"max": 1, "megabytes": 1, "pictures": False, "documents": True},
        missing=("Valitse tiedosto.", "Välj en fil."),
        valid=[{"file": upload}],
        wrong=[
            (
                {"file": lambda: upload("Kartta.exe")},
                "",
                ("«Kartta.exe» on tyyppiä, jota ei oteta vastaan.", "«Kartta.exe» är av en typ som inte tas emot här."),
            ),
            (
                {"file": lambda: upload(content=b"hei")},
                "",
                ("Tiedostoa «Kartta.pdf» ei voitu lukea.", "Filen «Kartta.pdf» kunde inte läsas."),
            ),
            ({"": "0123456789/2048/Toisen.pdf"}, "", ("Valitse tiedosto.", "Välj en fil.")),
        ],
    ),
    "consent": Case(missing=AGREE, valid=[{"": "yes"}], wrong=[({"": "on"}, "", NO_OPTION)]),
}  # fmt: skip


def block(kind: str, fields: dict[str, Any], *, required: bool) -> dict[str, Any]:
    about = {"title": f"Kysymys {kind}", "help": "", "required": required, "code": "", "shown_if": NEVER_SAID, **fields}
    return {"type": kind, "id": kind, "value": about}


def asked(kind: str, *, required: bool = False) -> list[dict[str, Any]]:
    if kind in CASES:
        return [block(kind, CASES[kind].fields, required=required)]
    return [{"type": kind, "id": kind, "value": {"title": "", "help": "Lue.", "shown_if": NEVER_SAID}}]


class Posting:
    """Somebody with a draft, who posts one question of the page at a time."""

    def __init__(self, client: Any, page: Any, language: str) -> None:
        version = Version.objects.get(survey_key=page.translation_key)
        self.client, self.definition = client, version.definition
        self.draft, link = actions.begin(
            version=version, terms=page.terms, answers={}, language=language, seed="s", now=timezone.now()
        )
        with override(language):
            self.step = reverse("surveys:step", args=[link, "first"])
            self.review = reverse("surveys:review", args=[link])
        self.area = f"area-{Area.objects.filter(site_id=version.site_id)[0].pk}"

    def post(self, kind: str, sent: Sent) -> Any:
        form = {f"q-{kind}" + (f"-{part}" if part else ""): self._value(value) for part, value in sent.items()}
        response = self.client.post(self.step, {"asked": kind, "go": "next", **form})
        self.draft.refresh_from_db()
        return response

    def _value(self, value: Any) -> Any:
        return self.area if value == "AREA" else value() if callable(value) else value

    def value(self, kind: str) -> Any:
        return walk(self.draft.definition, self.draft.answers).values.get(kind)


def said_at(response: Any, kind: str, part: str) -> str:
    """What stands at a part of a question."""
    name = f"q-{kind}" + (f"-{part}" if part else "")
    found = re.search(rf'id="{re.escape(name)}-error"[^>]*>(.*?)</(?:p|div)>', response.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(found[1])).split()) if found else ""


def test_there_is_a_case_for_every_type_that_asks_something() -> None:
    assert set(CASES) == {name for name, kind in KINDS.items() if kind.stores}


@pytest.mark.parametrize(("place", "language"), [(0, "fi"), (1, "sv")])
@pytest.mark.parametrize("kind", CASES)
def test_what_is_missing_or_wrong_is_said_at_its_part(client, site, kind, place, language):
    page = survey_page(site, questions=asked(kind, required=True))
    case, posting = CASES[kind], Posting(client, page, language)
    for sent, part, said in [({}, case.blank, case.missing), *case.wrong]:
        response = posting.post(kind, sent)
        assert response.status_code == 200, sent
        assert said[place] in said_at(response, kind, part), sent
        assert kind not in walk(posting.draft.definition, posting.draft.answers).values or kind == "matrix"


@pytest.mark.parametrize("kind", CASES)
def test_what_is_valid_is_kept_and_shown_again(client, site, kind):
    page = survey_page(site, questions=asked(kind))
    posting = Posting(client, page, "fi")
    for sent in CASES[kind].valid:
        assert posting.post(kind, sent).status_code == 302, sent
        value = posting.value(kind)
        assert value is not None
        with override("fi"):
            words = kind_of(kind).say(posting.draft.definition.by_id[kind], value, "fi")
        review = html.unescape(posting.client.get(posting.review).content.decode())
        assert all(line in review for one in words for line in one.split("\n"))
        assert posting.client.get(posting.step).status_code == 200
        if kind == "file":
            posting.post(kind, {})


TAMPERED: list[Any] = [
    "\x00",
    "a\x00",
    "x" * (2 * LONGEST),
    "1" * 5000,
    ["a"] * (MOST_SENT + 20),
    [str(number) for number in range(MOST_SENT + 20)],
    ["", "a", "yes", "3"],
    *("[]", "{}", "null", "true", "-1", "1e400", "²", "१", "0/1", "../x/y", "a/b/c", "0123456789/1/x.pdf", "\u202e\U0001f600"),
    "[[1,2,3]]",
    "[[true,false]]",
    '{"0": [1, 2]}',
    "[[1,2]]" + " " * LONGEST,
    "<script>alert(1)</script>",
    "{code}",
]  # fmt: skip


@pytest.mark.parametrize("kind", [*CASES, "information"])
def test_whatever_is_posted_is_an_answer_or_wrong_and_any_database_holds_it(client, site, kind):
    page = survey_page(site, questions=asked(kind))
    posting = Posting(client, page, "fi")
    question = posting.draft.definition.by_id[kind]
    parts = kind_of(kind).parts(question)
    posts = [dict.fromkeys([*parts, "nowhere", "file", "refused"], sent) for sent in TAMPERED]
    posts += [{part: sent} for part in parts[1:] for sent in TAMPERED]
    for sent in posts:
        assert posting.post(kind, sent).status_code in (200, 302, 400)  # 400: more fields than a form may have
        kept = posting.draft.answers.get(kind, {})
        assert "\x00" not in json.dumps(kept).encode().decode("unicode_escape")
        assert set(kept) <= set(parts)
        assert all(len(values) <= MOST_SENT and all(len(one) <= LONGEST for one in values) for values in kept.values())
        if (value := posting.value(kind)) is not None:
            ids = value.get("chosen", []) if isinstance(value, dict) else []
            assert {*ids} <= {option.id for option in question.options}
            assert kind_of(kind).say(question, value, "fi")
    assert posting.client.get(posting.step).status_code == 200
    assert posting.client.get(posting.review).status_code in (200, 302)


def test_a_form_that_is_tampered_with_begins_with_what_is_sound(client, site):
    page = survey_page(site, questions=[*asked("short_text"), *asked("choice"), *asked("choices")])
    form = {"q-short_text": "Ai\x00no", "q-choice": "zz", "q-nowhere": "x", "go": "later\x00"}
    assert begin(client, page, form, asked="eats").status_code == 302
    begun = begin(
        client, page, {"asked": "short_text \x00 nowhere choices", "q-short_text": "Ai\x00no", "q-choices": "n"}
    )
    assert begun.status_code == 302
    newest = Draft.objects.get(answers__has_key="short_text")
    assert newest.answers == {"short_text": {"": ["Ai\ufffdno"]}, "choices": {"": ["n"], "other-c": []}}
