"""One act on many things: chosen by ticking, or everything that fits the filters; asked once more before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model

from core.refusal import Refused


@dataclass
class Report:
    """``done``: how many; ``refused``: the name of each that was not, with the reason."""

    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"done": self.done, "refused": [list(pair) for pair in self.refused]}


Progress = Callable[[int, int | None], None]


class BulkForm(forms.Form):
    """What an act asks before it is done. ``user`` is who acts, ``sites`` the municipalities of the list (``None``:
    all). ``value`` is the frozen dataclass of what was chosen, a field for each of the form's: a thing by its key."""

    value: ClassVar[type[Any]]

    def __init__(self, *args: Any, user: Any, sites: frozenset[int] | None, **kwargs: Any) -> None:
        self.user, self.sites = user, sites
        super().__init__(*args, **kwargs)

    def chosen(self) -> Any:
        """Of the kind ``value``."""
        return self.value(
            **{name: one.pk if isinstance(one, Model) else one for name, one in self.cleaned_data.items()}
        )


@dataclass(frozen=True, kw_only=True)
class BulkAction:
    """``run(user, ids, chosen, progress)`` calls an action for each thing, which checks its own rule; ``chosen`` is of
    the form's ``value``, or nothing where there is no form. ``label`` is on the button, ``question`` heads the page that
    asks once more. ``allowed(user)``: whether it is offered at all."""

    name: str
    label: Any
    question: Any
    run: Callable[[Any, Sequence[int], Any, Progress], Report]
    form: type[BulkForm] | None = None
    allowed: Callable[[Any], bool] = lambda user: True
    icon: str = "check"


def each(
    things: Iterable[Model], act: Callable[[Any], object], progress: Progress = lambda done, total: None
) -> Report:
    """Do it to each, in a transaction of its own; what a rule refuses is told, the others go on."""
    report = Report()
    for number, thing in enumerate(things, 1):
        try:
            act(thing)
        except Refused as refused:
            report.refused.append((str(thing), str(refused.refusal)))
        except ValidationError as error:
            report.refused.append((str(thing), " ".join(error.messages)))
        except ObjectDoesNotExist:
            continue
        else:
            report.done += 1
        progress(number, None)
    return report
