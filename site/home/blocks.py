"""The sections of a front page, in the editor's order."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import LinkBlock, TextBlock
from core.blocks.act import SurveyBlock
from core.blocks.media import AltImageBlock
from core.icons import SHORTCUTS

from .words import number_word

NUMBER = "{number}"


class HeroValue(blocks.StructValue):
    def headline(self, number: int, language: str) -> str:
        """The title for so many open matters; the number as a word when the title begins with it."""
        if number == 0 and self["title_none"]:
            return self["title_none"]
        if number == 1 and self["title_one"]:
            return self["title_one"]
        word = number_word(number, language)
        title = self["title"].replace(NUMBER, word)
        return title[:1].upper() + title[1:]


class HeroBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("Title"), max_length=120, help_text=_("{number} is replaced by the number of matters open now.")
    )
    title_one = blocks.CharBlock(label=_("Title when one matter is open"), max_length=120, required=False)
    title_none = blocks.CharBlock(label=_("Title when nothing is open"), max_length=120, required=False)
    text = blocks.TextBlock(label=_("Text"), max_length=300, required=False, rows=2)
    search = blocks.BooleanBlock(label=_("Show the search"), default=True, required=False)
    scenery = blocks.BooleanBlock(label=_("Show the drawn scenery"), default=True, required=False)

    class Meta:
        icon = "title"
        label = _("Opening")
        template = "home/sections/hero.html"
        value_class = HeroValue


class ListSection(blocks.StructBlock):
    """A section that fills itself."""

    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    lede = blocks.CharBlock(label=_("Text"), max_length=200, required=False)
    limit = blocks.IntegerBlock(label=_("How many at most"), default=5, min_value=1, max_value=12)

    def find(self, front: Any, value: Any) -> list[Any]:
        """What the section lists; ``front`` is a `home.front.Front`."""
        raise NotImplementedError

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        front = context.get("front")
        return {**context, "items": self.find(front, value) if front else []}


class OpenNowBlock(ListSection):
    def find(self, front: Any, value: Any) -> list[Any]:
        return front.open_now[: value["limit"]]

    class Meta:
        icon = "time"
        label = _("Open now")
        template = "home/sections/open_now.html"
        description = _("What residents can do now, first what closes first.")


class ClosingSoonBlock(ListSection):
    days = blocks.IntegerBlock(label=_("Closes within (days)"), default=7, min_value=1, max_value=60)

    def find(self, front: Any, value: Any) -> list[Any]:
        return front.closing_soon[: value["limit"]]

    class Meta:
        icon = "time"
        label = _("Closing soon")
        template = "home/sections/closing_soon.html"
        description = _("What closes within some days. Not repeated under “Open now”.")


class NewsSectionBlock(ListSection):
    def find(self, front: Any, value: Any) -> list[Any]:
        return front.news(value["limit"])

    class Meta:
        icon = "doc-full"
        label = _("News")
        template = "home/sections/news.html"
        description = _("The newest news.")


class ProposalsSectionBlock(ListSection):
    def find(self, front: Any, value: Any) -> list[Any]:
        return front.proposals(value["limit"])

    class Meta:
        icon = "edit"
        label = _("Newest proposals")
        template = "home/sections/proposals.html"
        description = _("What residents have proposed lately.")


class ShortcutBlock(blocks.StructBlock):
    icon = blocks.ChoiceBlock(label=_("Icon"), choices=list(SHORTCUTS), search_index=False)
    link = LinkBlock(label=_("Link"))

    class Meta:
        icon = "link"
        label = _("Shortcut")


class ShortcutsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    items = blocks.ListBlock(ShortcutBlock(), min_num=1, max_num=8, label=_("Shortcuts"))

    class Meta:
        icon = "link"
        label = _("Shortcuts")
        template = "home/sections/shortcuts.html"
        description = _("Errands, at most eight.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        links = [{"url": item["link"].href, "text": item["link"].text, "icon": item["icon"]} for item in value["items"]]
        context["links"] = [link for link in links if link["url"]]
        return context


class StoryBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("What changed"), max_length=140)
    text = blocks.TextBlock(label=_("Text"), max_length=400, rows=2)
    image = AltImageBlock(label=_("Image"), required=False)
    link = LinkBlock(label=_("Read more"), optional=True)

    class Meta:
        icon = "pick"
        label = _("Story")


class StoriesBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    lede = blocks.CharBlock(label=_("Text"), max_length=200, required=False)
    items = blocks.ListBlock(StoryBlock(), min_num=1, max_num=6, label=_("Stories"))

    class Meta:
        icon = "pick"
        label = _("How your word changed things")
        template = "home/sections/stories.html"
        description = _("What residents said, and what came of it.")


class WordsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = TextBlock(label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "home/sections/words.html"
        description = _("A heading and some words.")


class FrontStream(blocks.StreamBlock):
    hero = HeroBlock()
    open_now = OpenNowBlock()
    closing_soon = ClosingSoonBlock()
    proposals = ProposalsSectionBlock()
    news = NewsSectionBlock()
    stories = StoriesBlock()
    shortcuts = ShortcutsBlock()
    words = WordsBlock()
    survey = SurveyBlock(group="")

    class Meta:
        block_counts = {
            "hero": {"min_num": 1, "max_num": 1},
            "open_now": {"max_num": 1},
            "closing_soon": {"max_num": 1},
            "proposals": {"max_num": 1},
            "news": {"max_num": 1},
        }
