"""Every model that holds personal data is in the table of personal data, or says why it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models

from accounts.personal import registry
from accounts.personal.document import table

# Columns named so may say who somebody is, whatever their type.
TELLING = re.compile(
    r"(^|_)(actor|author|birth|by|called|contact|email|first_name|home|ip|last_name|mail|name_of|network|person|phone|"
    r"reporter|session|street|subject|supporter|token|user|voter|whose|writer)(_|$)|^(display|full)_name$"
)


def telling(model: type[models.Model]) -> Iterator[str]:
    """The columns that may hold personal data, by what they are."""
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        to = field.related_model
        if to is get_user_model():
            yield f"{field.name} points at a person"
        elif isinstance(to, type) and to is not model and to._meta.label in registry.known():
            yield f"{field.name} hangs on {to._meta.label}, which is personal"
        elif isinstance(field, (models.EmailField, models.GenericIPAddressField)):
            yield f"{field.name} is an address"
        elif type(field) is models.JSONField or isinstance(field, models.FileField):
            yield f"{field.name} may hold anything"
        elif TELLING.search(field.name) and not isinstance(field, (models.BooleanField, models.ForeignKey)):
            yield f"{field.name} sounds like it"


# Copies of what people wrote elsewhere: nothing in their columns shows it.
COPIES = {"search.Entry", "wagtailsearch.IndexEntry", "wagtailsearch.SQLiteFTSIndexEntry", "wagtailcore.ReferenceIndex"}


def listed() -> set[str]:
    parts = {part for one in registry.known().values() for part in one.parts}
    return {*registry.known(), *parts, *registry.exempted()}


MODELS = sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_with_people_in_it_is_in_the_table(model: type[models.Model]) -> None:
    found = list(telling(model))
    assert not found or model._meta.label in listed(), (
        f"register it in its app's personal.py, or exempt it with a reason (docs/personal-data.md): {found}"
    )


def test_the_table_names_models_that_exist_once_each() -> None:
    labels = {model._meta.label for model in MODELS}
    assert COPIES <= listed() <= labels | {"wagtailsearch.SQLiteFTSIndexEntry"}  # which SQLite alone has
    assert not set(registry.known()) & set(registry.exempted())


def test_the_check_sees_what_it_looks_for() -> None:
    seen = {model._meta.label for model in MODELS if list(telling(model))}
    assert {
        "accounts.User",
        "comments.Comment",
        "core.AuditRow",
        "django_tasks_database.DBTaskResult",
        "moderation.Appeal",
        "proposals.Picture",
        "proposals.Support",
        "proposals.Version",
        "sessions.Session",
        "wagtailcore.ModelLogEntry",
        "wagtailusers.UserProfile",
    } <= seen


def test_the_table_says_what_people_need_to_know() -> None:
    for one in registry.known().values():
        assert all(map(str, (one.title, one.why, one.kept, one.gone))), one.model
    assert len({one.slug for one in registry.known().values()}) == len(registry.known())


def test_the_document_has_the_table() -> None:
    document = (Path(settings.ROOT) / "docs/personal-data.md").read_text()
    assert table() in document, "put what `manage.py personal_data` prints into docs/personal-data.md"
