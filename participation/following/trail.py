"""What the audit trail calls following. Rows hold no address: a follower by e-mail is a number."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.audit import words
from core.audit.words import Kind, Thing, as_text

VERBS = {
    "follow.add": _("Began to follow"),
    "follow.drop": _("Stopped following"),
    "follow.confirm": _("Confirmed following by e-mail"),
    "follow.join": _("Took what was followed by e-mail to the account"),
    "follow.mails": _("Chose mails about what is followed"),
    "follow.off": _("Stopped mail to an address that takes none"),
    "follow.stop": _("Stopped all mail to a follower by e-mail"),
}


def _find(keys: Collection[str]) -> dict[str, Thing]:
    """A person is named by the row's subject already."""
    numbers = {key: key.partition(":")[2] for key in keys if key.startswith("subscriber:")}
    return {key: Thing(_now("Follower by e-mail %(number)s") % {"number": number}) for key, number in numbers.items()}


def register() -> None:
    words.register(
        "follow", Kind(label=_("Following"), verbs=VERBS, find=_find, facts={"topic": (_("topic"), as_text)})
    )
