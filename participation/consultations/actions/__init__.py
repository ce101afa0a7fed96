"""Every write of consultations by residents and editors; `moderated` has what moderators do."""

from .copying import copy_consultation
from .extending import extend, tell_senders
from .files import drop_files, keep_files, purge_files, settle_files
from .leaving import expire_senders, part_from_opinions
from .placing import find_areas
from .publishing import announce, note_one_language
from .sending import Written, remove, send
from .unfinished import drop_unfinished, hand_over_unfinished, purge_unfinished, save_unfinished, throw_away_unfinished
from .viewing import say

__all__ = [
    "Written",
    "announce",
    "copy_consultation",
    "drop_files",
    "drop_unfinished",
    "expire_senders",
    "extend",
    "find_areas",
    "hand_over_unfinished",
    "keep_files",
    "note_one_language",
    "part_from_opinions",
    "purge_files",
    "purge_unfinished",
    "remove",
    "save_unfinished",
    "say",
    "send",
    "settle_files",
    "tell_senders",
    "throw_away_unfinished",
]
