"""What is wrong with a file, and what needs a hand on a page, in the reader's language. Codes are kept, so that words
can change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

FILE: dict[str, Any] = {
    "not_wordpress": _("This is no WordPress export. In WordPress: Tools → Export → All content gives an XML file."),
    "entities": _("The file defines entities or a document type. A WordPress export has none: it is not read."),
    "xml": _("The file is broken XML on line %(line)s. Export it again, or mend that line."),
    "post_large": _("One post in the file takes more than %(limit)s MB. It is not read."),
    "no_posts": _("The export has no pages and no posts."),
    "no_home": _("The municipality has no front page in any of the export's languages."),
}
PAGE: dict[str, Any] = {
    "image": _("An image was left out: %(url)s. Upload it and put it in its place."),
    "gallery": _("A gallery was left out (%(number)s images)."),
    "embed": _("An embedded content was left out: %(url)s."),
    "form": _("A form was left out."),
    "script": _("A script was left out."),
    "shortcode": _("A shortcode of a plug-in was left out: [%(name)s]."),
    "block": _("A block without text was left out: %(name)s."),
    "file_link": _("A link still leads to a file of the old site: %(url)s."),
    "link_left": _("A link still leads to the old site: %(url)s."),
    "table_caption": _("A table needs a caption."),
    "table_headers": _("Choose which cells of a table are headers."),
    "table_merged": _("A table had merged cells: check it."),
    "table_content": _("A table had links, images or lists in its cells: check it."),
    "quote_long": _("A quotation was too long for a quote block, and is ordinary text."),
    "heading_long": _("A heading was too long, and is ordinary text."),
    "summary_long": _("The summary was shortened: at most 300 characters fit."),
    "text_large": _("The text was too large or too deeply nested, and was left out."),
    "title_missing": _("The page had no title."),
    "title_long": _("The title was shortened: at most 255 characters fit."),
    "slug_changed": _("The address «%(slug)s» was taken: it is now «%(now)s»."),
    "private": _("The page was private on the old site. Think before you publish it."),
    "password": _("The page had a password on the old site. Think before you publish it."),
    "not_published": _("The page was not published on the old site (%(status)s)."),
    "scheduled": _("The page was to be published on %(date)s. Set that again."),
    "comments": _("Comments were left out (%(number)s)."),
    "subjects": _("These categories and tags are no themes here: %(names)s."),
    "language_unknown": _("The page is in a language that is not used here (%(language)s), and was left out."),
    "alone": _("The page has no version in %(language)s to be the translation of."),
    "pair_twice": _("Another page is already the translation in this language: this one stands alone."),
    "parent_missing": _("The page above it was not in the export: it is below the front page."),
    "no_news_index": _("There is no list of news in this language: the post was left out."),
    "attachment": _("A file of the media library was not brought: %(url)s."),
    "number_missing": _("The post has no number, or one that another has, and was left out."),
}
# What a kind of finding is called, for choosing among them; the others by their own words
SHORT: dict[str, Any] = {
    "image": _("Images"),
    "gallery": _("Galleries"),
    "embed": _("Embedded content"),
    "form": _("Forms"),
    "script": _("Scripts"),
    "shortcode": _("Shortcodes"),
    "block": _("Blocks without text"),
    "table_caption": _("Tables without a caption"),
    "table_headers": _("Tables without headers"),
    "table_merged": _("Tables with merged cells"),
    "table_content": _("Tables with links or lists"),
    "file_link": _("Links to files"),
    "link_left": _("Links to the old site"),
    "slug_changed": _("Changed addresses"),
    "not_published": _("Unpublished on the old site"),
    "private": _("Private pages"),
    "password": _("Pages with a password"),
    "scheduled": _("Scheduled pages"),
    "comments": _("Comments"),
    "subjects": _("Categories and tags"),
    "language_unknown": _("Other languages"),
    "alone": _("Pages without a translation"),
    "pair_twice": _("Pages without a translation"),
    "parent_missing": _("Pages whose place is missing"),
    "attachment": _("Files of the media library"),
}
STATUS: dict[str, Any] = {"draft": _("draft"), "pending": _("in review"), "future": _("scheduled")}


def reason(code: str, params: Mapping[str, Any]) -> str:
    """The words for a code, in the language of now."""
    words = FILE.get(code) or PAGE.get(code) or _now("Something is wrong with it.")
    told = dict(params)
    if "status" in told:
        told["status"] = str(STATUS.get(told["status"], told["status"]))
    return str(words) % told


def short(code: str) -> str:
    """What findings of a kind are called."""
    return str(SHORT.get(code) or _("Texts and titles"))
