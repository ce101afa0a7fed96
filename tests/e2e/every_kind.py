"""A question of each type, and how it is answered by the keyboard: nothing, wrongly, rightly."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, expect

from surveys.engine.kinds import KINDS
from tests.e2e.keys import Keys

Told = dict[str, str]  # part of a question → msgid of what is wrong there


def name(key: str) -> str:
    """The id of a question, by its type, or of an option."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"every kind {key}"))


def picture() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(kept, "PNG")
    return kept.getvalue()


class Question:
    """One question as a respondent meets it on its page, with the words of their language."""

    def __init__(self, keys: Keys, kind: str, mark: str) -> None:
        self.keys, self.kind, self.mark = keys, kind, mark
        self.visitor, self.id = keys.visitor, name(kind)
        self.title = self.words(TYPES[kind].title)

    def words(self, text: str) -> str:
        """Of the editor: translations begin with the language."""
        return text if self.visitor.language == "fi" else f"sv {text}"

    def group(self, title: str = "") -> Locator:
        return self.visitor.main.get_by_role("group", name=self.words(title) if title else self.title).first

    def box(self, within: Locator | None = None, title: str = "") -> Locator:
        return (within or self.visitor.main).get_by_role("textbox", name=title or self.title).first

    def choice(self, text: str, role: Any = "radio", within: str = "") -> Locator:
        return self.group(within).get_by_role(role, name=text, exact=True)

    def pick(self, text: str, within: str = "") -> None:
        self.keys.pick(self.choice(self.words(text), within=within))

    def tick(self, text: str, on: bool = True) -> None:
        self.keys.tick(self.choice(self.words(text), "checkbox"), on)

    def write(self, text: str, part: str = "") -> None:
        self.keys.write(self.box(self.group(), self.words(part)) if part else self.box(), text)

    def combo(self, title: str = "") -> Locator:
        if title:
            return self.group().get_by_role("combobox", name=title, exact=True)
        return self.visitor.main.get_by_role("combobox", name=self.title)

    def part(self, label: str) -> Locator:
        """A field of several, by the msgid of its label."""
        return self.box(self.group(), self.visitor.say(label))

    def mark_on_the_map(self, number: int, begin: str, here: str) -> list[list[float]]:
        """The middle, then a step to the right of it, by the buttons of these msgids; returns what the form will send."""
        keys = self.keys
        figure = self.visitor.main.get_by_role("group", name=self.visitor.say("Map: %(title)s", title=self.title))
        button = figure.get_by_role("button", name=self.visitor.say(begin))
        if button.is_visible():
            keys.reach(button)
            keys.board.press("Enter")
            expect(figure.locator(".leaflet-control-zoom-in")).to_be_focused()
        for place in range(1, number + 1):
            if place > 1:
                keys.reach(figure.locator(".leaflet-container"), backwards=True)
                keys.board.press("ArrowRight")
            keys.reach(figure.get_by_role("button", name=self.visitor.say(here)))
            keys.board.press("Enter")
            expect(figure.locator(".leaflet-marker-draggable")).to_have_count(place)
        points: list[list[float]] = figure.evaluate(
            "(here, name) => JSON.parse(document.getElementsByName(name)[0].value)", f"q-{self.id}-points"
        )
        return points


@dataclass(frozen=True)
class Type:
    """``wrong`` answers wrongly and ``told`` is what is said of it, where keys can do that at all; ``right`` answers, and
    returns what is kept of it and how the review says it, by words that the visitor reads."""

    title: str
    right: Callable[[Question], tuple[Any, list[str]]]
    fields: Mapping[str, Any] = field(default_factory=dict)
    wrong: Callable[[Question], None] | None = None
    told: Told = field(default_factory=dict)
    parts: tuple[str, ...] = ("",)  # that say what is missing


def options(kind: str, *texts: str, **marks: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "type": "item",
            "id": name(f"{kind} {text}"),
            "value": {"text": text, "shown_if": NEVER, **marks.get(text, {})},
        }
        for text in texts
    ]


NEVER: dict[str, Any] = {"any_of": False, "clauses": []}


def _choice(one: Question) -> tuple[Any, list[str]]:
    one.pick("Muu")
    one.keys.write(one.box(one.group(), one.visitor.say("Your own words: %(label)s", label=one.words("Muu"))), "Oma")
    other = name("choice Muu")
    return {"chosen": [other], "other": {other: "Oma"}}, [f"{one.words('Muu')}: Oma"]


def _too_many(one: Question) -> None:
    one.tick("Keitto")
    one.tick("Eimikaan")


def _choices(one: Question) -> tuple[Any, list[str]]:
    one.tick("Keitto")
    one.tick("Kala")
    one.tick("Eimikaan", False)
    return {"chosen": [name("choices Keitto"), name("choices Kala")]}, [one.words("Keitto"), one.words("Kala")]


def _dropdown(one: Question) -> tuple[Any, list[str]]:
    one.keys.select(one.combo(), one.words("Kala"))
    return {"chosen": [name("dropdown Kala")]}, [one.words("Kala")]


def _area(one: Question) -> tuple[Any, list[str]]:
    label = one.combo().locator("option").nth(2).inner_text()
    one.keys.select(one.combo(), label)
    return {"chosen": [one.combo().input_value()]}, [label]


def _age_group(one: Question) -> tuple[Any, list[str]]:
    label = one.visitor.say("%(first)s–%(last)s years", first=13, last=17)
    one.keys.pick(one.choice(label))
    return {"chosen": ["age-13"]}, [label]


def _consent(one: Question) -> tuple[Any, list[str]]:
    one.keys.tick(one.visitor.main.get_by_role("checkbox", name=one.title))
    return True, [one.visitor.say("I agree")]


def _scale(one: Question) -> tuple[Any, list[str]]:
    one.pick("En osaa sanoa")
    return "skip", [one.words("En osaa sanoa")]


def _recommendation(one: Question) -> tuple[Any, list[str]]:
    one.keys.pick(one.choice("9"))
    return 9, ["9 / 10"]


def _matrix(one: Question) -> tuple[Any, list[str]]:
    one.pick("Paljon", within="Melu")
    one.pick("Vähän", within="Kiire")
    kept = {name("matrix row Melu"): name("matrix Paljon"), name("matrix row Kiire"): name("matrix Vähän")}
    return kept, [f"{one.words('Melu')}: {one.words('Paljon')}", f"{one.words('Kiire')}: {one.words('Vähän')}"]


def _same_place(one: Question) -> None:
    one.keys.select(one.combo(one.words("Puisto")), "1")
    one.keys.select(one.combo(one.words("Ranta")), "1")


def _ranking(one: Question) -> tuple[Any, list[str]]:
    one.keys.select(one.combo(one.words("Puisto")), "2")
    one.keys.select(one.combo(one.words("Ranta")), "1")
    kept = [name("ranking Ranta"), name("ranking Puisto")]
    return kept, [f"1. {one.words('Ranta')}", f"2. {one.words('Puisto')}"]


def _too_much(one: Question) -> None:
    one.write("6", "Koulut")
    one.write("5", "Tiet")


def _budget(one: Question) -> tuple[Any, list[str]]:
    one.write("7", "Koulut")
    one.write("3", "Tiet")
    kept = {name("budget Koulut"): 7, name("budget Tiet"): 3}
    return kept, [f"{one.words('Koulut')}: 7\xa0{one.words('€')}", f"{one.words('Tiet')}: 3\xa0{one.words('€')}"]


def _writes(text: str, kept: Any = None, said: str = "") -> Callable[[Question], tuple[Any, list[str]]]:
    def answer(one: Question) -> tuple[Any, list[str]]:
        one.write(text)
        return text if kept is None else kept, [said or text]

    return answer


def _typed(text: str) -> Callable[[Question], None]:
    return lambda one: one.write(text)


def _short_text(one: Question) -> tuple[Any, list[str]]:
    one.write(one.mark)
    return one.mark, [one.mark]


def _number(one: Question) -> tuple[Any, list[str]]:
    one.write("1,50")
    return "1.5", [f"1,5\xa0{one.words('kg')}"]


def _email(one: Question) -> tuple[Any, list[str]]:
    one.write(f"{one.mark}@example.fi")
    return f"{one.mark}@example.fi", [f"{one.mark}@example.fi"]


def _phone(one: Question) -> tuple[Any, list[str]]:
    number = f"040 {int(one.mark, 16) % 10**7:07}"
    one.write(number)
    return number, [number]


PLACE, ROUTE = "Address or name of the place", "or describe the route in words"


def _place(one: Question) -> tuple[Any, list[str]]:
    """With scripts on the map, without by words and by an area."""
    if one.visitor.javascript:
        one.keys.write(one.part(PLACE), "")
        return {"points": one.mark_on_the_map(1, "Mark on the map", "Mark the middle of the map")}, [
            one.visitor.say("%(number)s place on the map", number=1)
        ]
    one.keys.write(one.part(PLACE), "Tori")
    area = one.group().get_by_role("combobox", name=one.visitor.say("or choose an area"))
    label = area.locator("option").nth(1).inner_text()
    one.keys.select(area, label)
    return {"words": "Tori", "area": area.input_value()}, ["Tori", label]


def _route(one: Question) -> tuple[Any, list[str]]:
    if one.visitor.javascript:
        points = one.mark_on_the_map(2, "Draw on the map", "Draw to the middle of the map")
        one.keys.write(one.part(ROUTE), "")
        return {"points": points}, [one.visitor.say("Drawn on the map")]
    one.keys.write(one.part(ROUTE), "Koululta kotiin")
    return {"words": "Koululta kotiin"}, ["Koululta kotiin"]


def _choose_file(one: Question, file: str) -> None:
    button = one.group().get_by_label(one.visitor.say("Choose a file"))
    one.keys.give_file(button, file, picture())


def _file(one: Question) -> tuple[Any, list[str]]:
    _choose_file(one, "Kuva.png")
    return ["Kuva.webp"], ["Kuva.webp"]


DEMANDING = {"required": True}
# By the pages of the survey, in their order.
PAGES: dict[str, dict[str, Type]] = {
    "Valitse": {
        "information": Type("Näin vastaat", lambda one: (None, []), {"help": "Lue ensin ohje.", "required": None}),
        "choice": Type(
            "Yksi vaihtoehto",
            _choice,
            {"options": options("choice", "Keitto", "Muu", Muu={"other": True})},
            lambda one: one.pick("Muu"),
            {f"other-{name('choice Muu')}": "Write what you mean."},
        ),
        "choices": Type(
            "Monta vaihtoehtoa",
            _choices,
            {
                "options": options("choices", "Keitto", "Kala", "Eimikaan", Eimikaan={"exclusive": True}),
                "min": None,
                "max": 2,
            },
            _too_many,
            {"": "One of the alternatives that you chose does not go with others. Choose again."},
        ),
        "dropdown": Type("Valikko", _dropdown, {"options": options("dropdown", "Keitto", "Kala")}),
        "area": Type("Asuinalue", _area),
        "age_group": Type("Ikäryhmä", _age_group, {"starts": "13, 18"}),
        "consent": Type("Saa käyttää nimettömänä", _consent),
    },
    "Arvioi": {
        "section": Type("Osio", lambda one: (None, []), {"help": "Kaksi arviota."}),
        "scale": Type(
            "Asteikko", _scale, {"min": 1, "max": 5, "low": "Huono", "high": "Hyvä", "skip": "En osaa sanoa"}
        ),
        "recommendation": Type("Suosittelu", _recommendation, {"low": "En lainkaan", "high": "Varmasti"}),
        "matrix": Type(
            "Taulukko",
            _matrix,
            {"rows": options("matrix row", "Melu", "Kiire"), "options": options("matrix", "Paljon", "Vähän")},
            lambda one: one.pick("Paljon", within="Melu"),
            {name("matrix row Kiire"): "Choose one alternative."},
            (name("matrix row Melu"), name("matrix row Kiire")),
        ),
        "ranking": Type(
            "Tärkeysjärjestys",
            _ranking,
            {"options": options("ranking", "Puisto", "Ranta", "Tori"), "max": None},
            _same_place,
            dict.fromkeys((name("ranking Puisto"), name("ranking Ranta")), "Another alternative has the same place."),
        ),
        "budget": Type(
            "Rahojen jako",
            _budget,
            {"options": options("budget", "Koulut", "Tiet"), "total": 10, "all": True, "unit": "€"},
            _too_much,
            {"": "You divided %(used)s, which is %(over)s more than %(total)s."},
        ),
    },
    "Kirjoita": {
        "short_text": Type(
            "Lyhyt teksti", _short_text, {"max": 10}, _typed("x" * 11), {"": "Write at most %(number)s characters."}
        ),
        "long_text": Type(
            "Pitkä teksti",
            _writes("Eka rivi\nToka rivi"),
            {"max": 40},
            _typed("y" * 41),
            {"": "Write at most %(number)s characters."},
        ),
        "number": Type(
            "Luku",
            _number,
            {"min": 1, "max": 20, "decimals": 1, "unit": "kg"},
            _typed("yksi"),
            {"": "Write a number."},
        ),
        "date": Type(
            "Päivä",
            _writes("6.12.2026", "2026-12-06"),
            {"min": None, "max": None},
            _typed("31.2.2026"),
            {"": "Write a date, for example 24.12.2026."},
        ),
        "email": Type(
            "Sähköposti", _email, {}, _typed("a@"), {"": "Write an e-mail address, for example name@example.fi."}
        ),
        "phone": Type(
            "Puhelin", _phone, {}, _typed("soita"), {"": "Write a telephone number, for example 040 123 4567."}
        ),
        "postal_code": Type(
            "Postinumero",
            _writes("03600"),
            {},
            _typed("0360"),
            {"": "A postal code is five digits, for example 03600."},
        ),
    },
    "Kartta ja liite": {
        "place": Type(
            "Mikä paikka",
            _place,
            {"max": 1},
            lambda one: one.keys.write(one.part(PLACE), "x" * 301),
            {"": "Write at most %(number)s characters."},
        ),
        "route": Type(
            "Mikä reitti",
            _route,
            {"closed": False},
            lambda one: one.keys.write(one.part(ROUTE), "x" * 501),
            {"": "Write at most %(number)s characters."},
        ),
        "file": Type(
            "Kuva paikasta",
            _file,
            {"max": 1, "megabytes": 1, "pictures": True, "documents": True},
            lambda one: _choose_file(one, "Kuva.exe"),
            {"": "«%(name)s» is of a type that is not taken here. Choose another file."},
        ),
    },
}
TYPES: dict[str, Type] = {kind: one for types in PAGES.values() for kind, one in types.items()}
NUMBERS = {"short_text": 10, "long_text": 40, "place": 300, "route": 500}
VALUES: dict[str, dict[str, Any]] = {
    **{kind: {"number": most} for kind, most in NUMBERS.items()},
    "budget": {"used": 11, "over": 1, "total": 10},
    "file": {"name": "Kuva.exe"},
}
assert set(TYPES) == set(KINDS)
