"""What can be done on a proposal's screen: each act reads one form, calls one action and says what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User

from .. import actions
from ..models import Proposal
from ..rules import State


@dataclass(frozen=True)
class Doing:
    """Who does it to what, and what the form holds (``form`` is valid; ``None`` for an act without one)."""

    proposal: Proposal
    user: User
    now: datetime
    expected: int | None
    form: Any

    @property
    def common(self) -> dict[str, Any]:
        return {"proposal": self.proposal, "user": self.user, "now": self.now, "expected": self.expected}

    @property
    def title(self) -> dict[str, str]:
        return {"title": self.proposal.title}


@dataclass(frozen=True)
class Act:
    """``form``: the name of the form it reads, empty for none. ``leaves``: the person goes on to the list or the next
    proposal when it is done."""

    form: str
    run: Callable[[Doing], str]
    leaves: bool = False


def _words(doing: Doing) -> dict[str, Any]:
    typed = doing.form.cleaned_data
    return {**{name: typed[name] for name in ("state", "text", "signed")}, "decision": doing.form.decision()}


def _answer(doing: Doing) -> str:
    actions.answer(**doing.common, **_words(doing))
    return _("The answer to «%(title)s» is published.") % doing.title


def _save_draft(doing: Doing) -> str:
    actions.save_draft_answer(**doing.common, **_words(doing))
    return _("The draft answer is saved. Only staff see it.")


def _discard_draft(doing: Doing) -> str:
    actions.discard_draft_answer(**doing.common)
    return _("The draft answer has been thrown away.")


def _take_up(doing: Doing) -> str:
    actions.answer(**doing.common, state=State.IN_PROCESS, text={}, signed={})
    return _("«%(title)s» has been taken up. Its author is told.") % doing.title


def _assign(doing: Doing) -> str:
    actions.assign(**doing.common, **doing.form.cleaned_data)
    who = doing.form.cleaned_data["assignee"]
    return _("Assigned to %(name)s.") % {"name": who} if who else _("The proposal is assigned to nobody.")


def _note(doing: Doing) -> str:
    actions.add_note(proposal=doing.proposal, user=doing.user, now=doing.now, text=doing.form.cleaned_data["text"])
    return _("The note is saved. Only staff see it.")


def _ask_repair(doing: Doing) -> str:
    actions.ask_repair(**doing.common, reason=doing.form.cleaned_data["reason"])
    return _("The proposal has been sent back. Its author is told.")


def _accept_repair(doing: Doing) -> str:
    actions.accept_repair(**doing.common)
    return _("The repair is accepted. The author is told.")


def _drop_repair(doing: Doing) -> str:
    actions.drop_repair(**doing.common)
    return _("The request for repair has been dropped. The author is told.")


def _merge(doing: Doing) -> str:
    row = actions.merge(**doing.common, into=doing.form.other)
    return _("Merged into «%(title)s». %(number)s supports moved. Both authors are told.") % {
        "title": doing.form.other.title,
        "number": row.moved + row.moved_base,
    }


def _undo_merge(doing: Doing) -> str:
    actions.undo_merge(**doing.common)
    return _("The proposals are separate again. Both authors are told.")


def _link(doing: Doing) -> str:
    actions.link(**doing.common, other=doing.form.other)
    return _("Linked with «%(title)s».") % {"title": doing.form.other.title}


def _unlink(doing: Doing) -> str:
    actions.unlink(**doing.common, other=doing.form.other)
    return _("No longer linked with «%(title)s».") % {"title": doing.form.other.title}


def _move(doing: Doing) -> str:
    actions.move(**doing.common, project_key=UUID(doing.form.cleaned_data["project"]))
    return _("The proposal has been moved. Its author is told.")


ACTS: Mapping[str, Act] = {
    "answer": Act("answer", _answer, leaves=True),
    "save_draft": Act("answer", _save_draft),
    "discard_draft": Act("", _discard_draft),
    "take_up": Act("", _take_up),
    "assign": Act("assign", _assign),
    "note": Act("note", _note),
    "ask_repair": Act("repair", _ask_repair),
    "accept_repair": Act("", _accept_repair),
    "drop_repair": Act("", _drop_repair),
    "merge": Act("merge", _merge),
    "undo_merge": Act("", _undo_merge),
    "link": Act("link", _link),
    "unlink": Act("unlink", _unlink),
    "move": Act("move", _move),
}
