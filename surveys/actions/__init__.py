"""Every write."""

from .answering import begin, begin_paper, begin_trial, change, discard, enter_paper, keep, purge_drafts, send
from .entry import cancel_batch, hand_out, make_batch, purge_marks
from .limiting import drop_quota, set_quota
from .making import freeze

__all__ = [
    "begin",
    "begin_paper",
    "begin_trial",
    "cancel_batch",
    "change",
    "discard",
    "drop_quota",
    "enter_paper",
    "freeze",
    "hand_out",
    "keep",
    "make_batch",
    "purge_drafts",
    "purge_marks",
    "send",
    "set_quota",
]
