"""Every write."""

from .answering import begin, change, discard, keep, purge_drafts, send
from .entry import cancel_batch, hand_out, make_batch, purge_marks
from .limiting import drop_quota, set_quota
from .making import freeze

__all__ = [
    "begin",
    "cancel_batch",
    "change",
    "discard",
    "drop_quota",
    "freeze",
    "hand_out",
    "keep",
    "make_batch",
    "purge_drafts",
    "purge_marks",
    "send",
    "set_quota",
]
