"""The project's translations without GNU gettext: found in code and templates, compared with locale/, compiled.

Every language of `settings.LANGUAGES` has a catalogue at `locale/<language>/LC_MESSAGES/django.po`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.apps import apps
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

# Position of the message id, and which of context and plural surround it.
SHAPES = {
    "gettext": ("id",),
    "ngettext": ("id", "plural"),
    "pgettext": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
}
MODULE = "django.utils.translation"
STRING = r"""u?('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"(?<!\w)(_|n?p?gettext)\(\s*{STRING}(?:\s*,\s*{STRING})?(?:\s*,\s*{STRING})?")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")


@dataclass(frozen=True, order=True)
class Message:
    """One text to translate. ``plural`` and ``context`` are empty where there is none."""

    id: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.id


def catalogue_path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / to_locale(language) / "LC_MESSAGES" / "django.po"


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def extract() -> dict[Message, list[str]]:
    """Every text of the project, each with the files it stands in, in the order of the files."""
    found: dict[Message, list[str]] = {}
    for path in _sources():
        text = path.read_text(encoding="utf-8")
        messages = in_python(text) if path.suffix == ".py" else in_template(text, str(path))
        for message in messages:
            places = found.setdefault(message, [])
            name = path.relative_to(settings.ROOT).as_posix()
            if name not in places:
                places.append(name)
    return found


def in_python(source: str) -> Iterator[Message]:
    """Calls of the functions that a module imports from `django.utils.translation`, under whatever name."""
    tree = ast.parse(source)
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == MODULE:
            known |= {name.asname or name.name: name.name for name in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = known.get(called.id, "") if isinstance(called, ast.Name) else getattr(called, "attr", "")
            shape = SHAPES.get(name.removesuffix("_lazy").removesuffix("_noop"))
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if shape and len(texts) >= len(shape):
                yield _message(shape, texts)


def in_template(source: str, origin: str) -> Iterator[Message]:
    """`{% translate %}`, `{% blocktranslate %}` and `_("…")` of a template."""
    for found in IN_TEMPLATE.finditer(templatize(source, origin=origin)):
        shape = SHAPES["gettext" if found[1] == "_" else found[1]]
        yield _message(shape, [ast.literal_eval(text) for text in found.groups()[1:] if text])


def update(language: str) -> int:
    """Bring a catalogue up to date with the code; return how many of its texts still lack a translation."""
    path = catalogue_path(language)
    old = {(entry.msgctxt or "", entry.msgid): entry for entry in _open(path)}
    fresh = polib.POFile()
    fresh.metadata = {
        "Project-Id-Version": "raitti",
        "Language": to_locale(language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _open(path).metadata.get("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    }
    for message, places in extract().items():
        fresh.append(_entry(message, places, old.get(message.key)))
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(path))
    return len(fresh.untranslated_entries()) + len(fresh.fuzzy_entries())


def build(language: str) -> bool:
    """Compile a catalogue where it is newer than what was compiled; return whether there was anything to do."""
    source = catalogue_path(language)
    target = source.with_suffix(".mo")
    if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
        return False
    _open(source).save_as_mofile(str(target))
    return True


def problems(language: str) -> list[str]:
    """What keeps a catalogue from being complete, one sentence each."""
    catalogue = _open(catalogue_path(language))
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    wanted = {message.key: message for message in extract()}
    found = [f"{language}: «{text}» is missing; run make words" for (_, text) in wanted.keys() - entries.keys()]
    found += [f"{language}: «{text}» is used nowhere; run make words" for (_, text) in entries.keys() - wanted.keys()]
    found += [f"{language}: «{entry.msgid}» is fuzzy" for entry in catalogue.fuzzy_entries()]
    found += [f"{language}: «{entry.msgid}» is not translated" for entry in catalogue.untranslated_entries()]
    for key in wanted.keys() & entries.keys():
        found += [f"{language}: «{key[1]}»: {fault}" for fault in _faults(wanted[key], entries[key])]
    return sorted(found)


def _faults(message: Message, entry: polib.POEntry) -> Iterator[str]:
    """Placeholders that were lost or invented. A singular may say «one» in words."""
    if bool(message.plural) != bool(entry.msgid_plural):
        yield "has a plural in one place only; run make words"
    allowed = set(PLACEHOLDER.findall(message.id + message.plural))
    texts = entry.msgstr_plural if message.plural else {0: entry.msgstr}
    for form, text in texts.items():
        used = set(PLACEHOLDER.findall(text))
        if text and (used - allowed or (allowed - used and not (message.plural and form == 0))):
            yield f"the placeholders of «{text}» differ"


def _sources() -> list[Path]:
    """Python files of our apps and settings, and every template."""
    root = Path(settings.ROOT)
    places = {Path(app.path) for app in apps.get_app_configs()} | {root / "site" / "config"}
    ours = [place for place in places if root in place.parents and ".venv" not in place.parts]
    files = {path for place in ours for path in place.rglob("*.py") if "migrations" not in path.parts}
    templates = {path for suffix in ("html", "txt") for path in (root / "templates").rglob(f"*.{suffix}")}
    return sorted(files | templates)


def _message(shape: tuple[str, ...], texts: list[str]) -> Message:
    return Message(**dict(zip(shape, texts, strict=False)))


def _entry(message: Message, places: list[str], old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.id, msgctxt=message.context or None, occurrences=[(place, "") for place in places]
    )
    if PLACEHOLDER.search(message.id) and "%(" in message.id:
        entry.flags.append("python-format")
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = (old.msgstr_plural if old else None) or {0: "", 1: ""}
    else:
        entry.msgstr = old.msgstr if old else ""
    if old and old.fuzzy:
        entry.flags.append("fuzzy")
    return entry


def _open(path: Path) -> polib.POFile:
    return polib.pofile(str(path), encoding="utf-8") if path.exists() else polib.POFile()
