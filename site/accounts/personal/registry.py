"""The table itself, and what its rows are made of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from accounts.models import User

BATCH = 500  # rows read or changed at once
WHY = _("So that the service works as you use it.")
KEPT = _("As long as you have an account.")
GONE = _("Is deleted.")
Rows = models.QuerySet[Any] | Sequence[Any]


class Basis(models.TextChoices):
    """Why the law lets it be kept (GDPR, article 6)."""

    TASK = "task", _("a task of the municipality in the public interest (GDPR 6(1)(e); Local Government Act 22 §)")
    LAW = "law", _("a duty that the law lays on the municipality (GDPR 6(1)(c))")
    CONSENT = "consent", _("your consent, which you can take back (GDPR 6(1)(a))")


class Fate(models.TextChoices):
    """What becomes of something when its person leaves."""

    STAY = "stay", _("stay, without my name")
    GO = "go", _("go with me")


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """Somebody whose account is being deleted. ``user`` cannot sign in any more and has no name or address left;
    ``address`` is what it was."""

    user: User
    address: str
    supports: Fate
    texts: Fate
    now: datetime


@dataclass(frozen=True)
class Attached:
    """A file among the data: goes into the package beside it."""

    file: models.fields.files.FieldFile
    alt: str = ""

    @property
    def path(self) -> str:
        """Where it stands in the package."""
        return f"files/{PurePosixPath(self.file.name or 'missing').name}"


@dataclass(frozen=True, kw_only=True)
class Personal:
    """A kind of data, by the model that holds it («app.Model»). ``title``: many of them, as a heading.

    ``rows``: those of one person, a query set wherever possible. ``export``: told some hundreds at a time, as one mapping
    each of stable English keys to JSON values, moments, days or `Attached`; never another person's data, except a name
    that everybody sees; words of the keys in ``labels`` or `words.LABELS`. ``erase``: everything of who leaves, in
    batches with a transaction each, outside any other; called again after a crash, so what is done already must not
    be done twice. ``goes`` and ``stays`` make common ones.

    ``why`` it is kept, ``kept`` how long, ``gone`` what deleting the account does to it: for the person and for
    docs/personal-data.md. ``parts``: models whose rows are told and erased with these."""

    model: str
    title: _StrOrPromise
    rows: Callable[[User], Rows]
    export: Callable[[Sequence[Any]], Iterable[Mapping[str, Any]]]
    erase: Callable[[Leaving], None]
    why: _StrOrPromise = WHY
    kept: _StrOrPromise = KEPT
    gone: _StrOrPromise = GONE
    basis: Basis = Basis.TASK
    labels: Mapping[str, _StrOrPromise] = field(default_factory=dict)
    parts: Collection[str] = ()

    @property
    def slug(self) -> str:
        """As addresses name it."""
        return self.model.lower().replace(".", "-").replace("_", "-")


_known: dict[str, Personal] = {}
_exempt: dict[str, str] = {}


def register(personal: Personal) -> None:
    _known[personal.model] = personal


def exempt(model: str, reason: str) -> None:
    """Why a model that looks as if it held personal data is not in the table. ``reason``: English, for the document."""
    _exempt[model] = reason


def known() -> Mapping[str, Personal]:
    return _known


def exempted() -> Mapping[str, str]:
    return _exempt


def find(slug: str) -> Personal | None:
    return next((one for one in _known.values() if one.slug == slug), None)


def each(tell: Callable[[Any], Mapping[str, Any]]) -> Callable[[Sequence[Any]], list[Mapping[str, Any]]]:
    """An ``export`` that tells row by row."""
    return lambda rows: [tell(row) for row in rows]


def goes(model: str, field: str) -> Callable[[Leaving], None]:
    """An ``erase``: rows of a model whose ``field`` is the person are deleted."""

    def erase(leaving: Leaving) -> None:
        rows = apps.get_model(model)._default_manager
        for ids in batches_of_ids(apps.get_model(model), {field: leaving.user}):
            with transaction.atomic():
                rows.filter(pk__in=ids).delete()

    return erase


def unlinks(model: str, field: str, **also: Any) -> Callable[[Leaving], None]:
    """An ``erase``: rows stay, but ``field`` no longer says whose they are, and the columns of ``also`` are set."""

    def erase(leaving: Leaving) -> None:
        rows = apps.get_model(model)._default_manager
        for ids in batches_of_ids(apps.get_model(model), {field: leaving.user}):
            rows.filter(pk__in=ids).update(**{field: None, **also})

    return erase


def stays(leaving: Leaving) -> None:
    """An ``erase``: nothing is done to the rows; what tells whose they were goes with the account."""


def batches_of_ids(model: type[models.Model], where: Mapping[str, Any]) -> Iterable[list[Any]]:
    """Ids of rows that fit, some hundreds at a time, until none is left: the caller makes them fit no more."""
    while ids := list(model._default_manager.filter(**where).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield ids
