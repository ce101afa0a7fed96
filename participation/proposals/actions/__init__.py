"""Every write to proposals. Admin, public pages and commands call these and nothing else."""

from .answering import answer
from .drafting import add_picture, adopt_draft, describe_picture, discard_draft, remove_picture, save_draft
from .placing import find_areas
from .publishing import edit, publish, withdraw
from .supporting import support, withdraw_support

__all__ = [
    "add_picture",
    "adopt_draft",
    "answer",
    "describe_picture",
    "discard_draft",
    "edit",
    "find_areas",
    "publish",
    "remove_picture",
    "save_draft",
    "support",
    "withdraw",
    "withdraw_support",
]
