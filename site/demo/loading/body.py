"""From the data's short form of content to the blocks of a page, in one language.

Every block gets an id from its place, so that the same content in two languages has the same ids: that is what pairs
a text with its translation (`loading.translating`).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.html import escape

from .desk import Desk
from .pictures import MAKER

Blocks = list[dict[str, Any]]
_NAMESPACE = uuid.UUID("8b1d4a52-6f0e-4a53-9a7e-2f7b2c7f6d11")


class Writer:
    """Writes blocks in one language. ``name`` tells pages apart, so that ids do not repeat."""

    def __init__(self, desk: Desk, name: str, language: str) -> None:
        self.desk, self.name, self.language = desk, name, language
        self._count = 0
        self._kinds: dict[str, Callable[[Any], Any]] = {
            "heading": self._heading,
            "text": lambda value: rich_text(value[self.language]),
            "quote": self._quote,
            "facts": self._facts,
            "steps": self._steps,
            "accordion": self._accordion,
            "table": self._table,
            "picture": self._picture,
            "map": self._map,
            "contact": self.contact,
            "call_to_action": self._call_to_action,
            "survey": self.survey,
        }

    def blocks(self, specs: Sequence[dict[str, Any]]) -> Blocks:
        return [self.block(kind, self._kinds[kind](value)) for spec in specs for kind, value in spec.items()]

    def block(self, kind: str, value: Any) -> dict[str, Any]:
        self._count += 1
        return {"type": kind, "value": value, "id": str(uuid.uuid5(_NAMESPACE, f"{self.name} {self._count}"))}

    def say(self, words: Any) -> str:
        """Words in this writer's language; what is not by language stays as it is."""
        return words[self.language] if isinstance(words, dict) else words or ""

    def rows(self, kind: str, values: Iterable[Any]) -> Blocks:
        return [self.block(kind, value) for value in values]

    def items(self, values: Sequence[Any]) -> Blocks:
        return [self.block("item", value) for value in values]

    def link(self, page: Any, label: str = "") -> dict[str, Any]:
        return {"label": label, "page": page.pk if page else None, "url": ""}

    def image(self, name: str) -> dict[str, Any]:
        alt = self.desk.alts[name][self.language]
        return {"image": self.desk.images[name].pk, "alt_text": alt, "decorative": False}

    def survey(self, slug: str) -> dict[str, Any]:
        return {"page": self.desk.pages[slug].pk}

    def contact(self, key: str) -> dict[str, Any]:
        return {"page": self.desk.pages[key].pk, "name": "", "role": "", "phone": "", "email": ""}

    def _heading(self, words: Any) -> dict[str, Any]:
        return {"text": self.say(words), "level": "2"}

    def _quote(self, value: dict[str, Any]) -> dict[str, Any]:
        return {name: self.say(value[name]) for name in ("text", "who", "role")}

    def _facts(self, value: dict[str, Any]) -> dict[str, Any]:
        rows = [{"term": self.say(term), "value": self.say(fact)} for term, fact in value["items"]]
        return {"title": self.say(value["title"]), "items": self.items(rows)}

    def _steps(self, value: dict[str, Any]) -> dict[str, Any]:
        rows = [{"title": self.say(title), "text": rich_text([self.say(text)])} for title, text in value["items"]]
        return {"title": self.say(value["title"]), "items": self.items(rows)}

    _accordion = _steps

    def _table(self, value: dict[str, Any]) -> dict[str, Any]:
        return {
            "data": [[self.say(cell) for cell in row] for row in value["rows"]],
            "table_caption": self.say(value["caption"]),
            "table_header_choice": "row",
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "cell": [],
            "mergeCells": [],
        }

    def _picture(self, value: dict[str, Any]) -> dict[str, Any]:
        return {"image": self.image(value["name"]), "caption": self.say(value.get("caption")), "credit": MAKER}

    def _map(self, value: dict[str, Any]) -> dict[str, Any]:
        places = [
            {
                "name": self.say(place["name"]),
                "text": self.say(place["text"]),
                "latitude": str(place["lat"]),
                "longitude": str(place["lon"]),
            }
            for place in value["places"]
        ]
        return {"title": self.say(value["title"]), "places": self.items(places), "areas": []}

    def _call_to_action(self, value: dict[str, Any]) -> dict[str, Any]:
        link = self.link(self.desk.target(value["to"]), self.say(value["label"]))
        return {"title": self.say(value["title"]), "text": self.say(value["text"]), "link": link}


def rich_text(paragraphs: Sequence[str]) -> str:
    """Paragraphs as HTML; those that begin with «- » are items of one list."""
    html, in_list = "", False
    for text in paragraphs:
        is_item = text.startswith("- ")
        if is_item != in_list:
            html += "<ul>" if is_item else "</ul>"
            in_list = is_item
        html += f"<li>{escape(text[2:])}</li>" if is_item else f"<p>{escape(text)}</p>"
    return html + ("</ul>" if in_list else "")
