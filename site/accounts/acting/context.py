"""Who acts for whom in this request or block, as the apps of participation ask it.

The contract for every app in which people do something (proposals and comments now, surveys and votes later):

- it says which of its addresses the desk may use in a person's name: `open_to_person`;
- what its actions make carries ``via=via_now()`` and, where it is asked, the basis of the person;
- it registers what becomes of a person's things when the person takes them to an account: `joining.register`.
"""

from __future__ import annotations

from core import behalf

from .models import ActingSession
from .rules import Via

_open: dict[str, frozenset[str]] = {}


def open_to_person(namespace: str, *, but: tuple[str, ...] = ()) -> None:
    """The addresses of a namespace are used in the person's name while the desk acts, all ``but`` the named."""
    _open[namespace] = frozenset(but)


def is_open(namespace: str, name: str) -> bool:
    return namespace in _open and name not in _open[namespace]


def via_now() -> str:
    """How what is made now was told: online, unless the desk writes it down."""
    acting = behalf.now()
    return acting.via if acting else Via.WEB.value


def behalf_of(acting: ActingSession) -> behalf.Behalf:
    assert acting.clerk_id is not None
    assert acting.person_id is not None
    return behalf.Behalf(actor_id=acting.clerk_id, person_id=acting.person_id, via=acting.channel)
