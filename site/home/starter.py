"""What a new municipality's first pages say, in each language. Editors change all of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

Block = dict[str, Any]


def summary(name: str) -> str:
    return _("Read what %(name)s is preparing, say what you think and see what came of it.") % {"name": name}


def sections() -> list[Block]:
    """The front page's sections, in the active language."""
    return [
        _block(
            "hero",
            title=_("{number} matters wait for your opinion"),
            title_one=_("One matter waits for your opinion"),
            title_none=_("What should be done here?"),
            text=_("The municipality asks, residents propose, the municipality answers."),
            search=True,
            scenery=True,
        ),
        _block("open_now", title=_("Now you can have a say"), lede=_("First what closes first."), limit=6),
        _block("proposals", title=_("Residents’ proposals"), lede="", limit=3),
        _block("news", title=_("News"), lede="", limit=4),
    ]


def news_title() -> str:
    return _("News")


def projects_title() -> str:
    return _("Projects")


def _block(kind: str, **value: Any) -> Block:
    return {"type": kind, "value": value}
