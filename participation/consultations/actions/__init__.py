"""Every write of consultations by residents and editors; `moderated` has what moderators do."""

from .copying import copy_consultation
from .extending import extend, tell_senders
from .leaving import expire_senders, part_from_opinions
from .publishing import note_one_language
from .sending import Written, remove, send
from .viewing import say

__all__ = [
    "Written",
    "copy_consultation",
    "expire_senders",
    "extend",
    "note_one_language",
    "part_from_opinions",
    "remove",
    "say",
    "send",
    "tell_senders",
]
