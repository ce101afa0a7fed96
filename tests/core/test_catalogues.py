"""Texts are found in code and templates as GNU gettext would find them, and a catalogue's faults are named."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from django.conf import LazySettings

from core import catalogues
from core.catalogues import Message, in_python, in_template


def test_python_calls_are_found_under_the_names_they_were_imported_by() -> None:
    source = (
        "from django.utils.translation import gettext as _now, ngettext_lazy, pgettext\n"
        "from elsewhere import gettext\n"
        "_now('One ' 'text')\n"
        "ngettext_lazy('%(n)s vote', '%(n)s votes', 'n')\n"
        "pgettext('a month', 'May')\n"
        "gettext('not ours')\n"
        "_now(name)\n"
    )
    assert list(in_python(source)) == [
        Message("One text"),
        Message("%(n)s vote", "%(n)s votes"),
        Message("May", context="a month"),
    ]


def test_template_tags_are_found() -> None:
    source = """
        {% trans "Send" %}{% translate 'It’s "here"' context "place" %}
        {% blocktrans trimmed count n=number %}
            {{ n }} vote
        {% plural %}
            {{ n }} votes
        {% endblocktrans %}
        {% ui "button" text=_("Open now") %}
    """
    assert list(in_template(source, "x.html")) == [
        Message("Send"),
        Message('It’s "here"', context="place"),
        Message("%(n)s vote", "%(n)s votes"),
        Message("Open now"),
    ]


@pytest.fixture
def project(tmp_path: Path, settings: LazySettings) -> Path:
    """A project of one template, with catalogues of its own."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '{% trans "Send" %}{% blocktrans count n=1 %}{{ n }} vote{% plural %}{{ n }} votes{% endblocktrans %}'
    )
    settings.ROOT = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path


def test_update_keeps_translations_and_drops_what_is_gone(project: Path) -> None:
    assert catalogues.update("sv") == 2
    path = catalogues.catalogue_path("sv")
    catalogue = polib.pofile(str(path))
    catalogue.find("Send").msgstr = "Skicka"
    catalogue.append(polib.POEntry(msgid="Gone", msgstr="Borta"))
    catalogue.save(str(path))
    assert catalogues.update("sv") == 1
    assert [(entry.msgid, entry.msgstr) for entry in polib.pofile(str(path))] == [
        ("Send", "Skicka"),
        ("%(n)s vote", ""),
    ]


def test_every_fault_is_named(project: Path) -> None:
    catalogues.update("sv")
    path = catalogues.catalogue_path("sv")
    catalogue = polib.pofile(str(path))
    catalogue.find("Send").msgstr = "Skicka"
    catalogue.find("Send").flags.append("fuzzy")
    catalogue.find("%(n)s vote").msgstr_plural = {0: "en röst", 1: "%(m)s röster"}
    catalogue.append(polib.POEntry(msgid="Gone", msgstr="Borta"))
    catalogue.save(str(path))
    assert catalogues.problems("sv") == [
        "sv: «%(n)s vote»: the placeholders of «%(m)s röster» differ",
        "sv: «Gone» is used nowhere; run make words",
        "sv: «Send» is fuzzy",
    ]


def test_a_complete_catalogue_is_compiled_once(project: Path) -> None:
    catalogues.update("sv")
    path = catalogues.catalogue_path("sv")
    catalogue = polib.pofile(str(path))
    catalogue.find("Send").msgstr = "Skicka"
    catalogue.find("%(n)s vote").msgstr_plural = {0: "en röst", 1: "%(n)s röster"}
    catalogue.save(str(path))
    assert catalogues.problems("sv") == []
    assert (catalogues.build("sv"), catalogues.build("sv")) == (True, False)
    assert polib.mofile(str(path.with_suffix(".mo"))).find("Send").msgstr == "Skicka"
