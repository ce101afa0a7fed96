"""Every write of consultations by residents and editors; `moderated` has what moderators do."""

from .files import drop_files, keep_files, purge_files, settle_files
from .leaving import expire_senders, part_from_opinions
from .publishing import note_one_language
from .sending import Written, remove, send
from .viewing import say

__all__ = [
    "Written",
    "drop_files",
    "expire_senders",
    "keep_files",
    "note_one_language",
    "part_from_opinions",
    "purge_files",
    "remove",
    "say",
    "send",
    "settle_files",
]
