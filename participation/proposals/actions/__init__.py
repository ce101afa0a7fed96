"""Every write to proposals. Admin, public pages and commands call these and nothing else."""

from .answering import answer
from .drafting import add_picture, adopt_draft, describe_picture, discard_draft, remove_picture, save_draft
from .importing import begin_import, end_import, take_in
from .placing import find_areas
from .publishing import edit, publish, withdraw
from .supporting import support, withdraw_support

__all__ = [
    "add_picture",
    "adopt_draft",
    "answer",
    "begin_import",
    "describe_picture",
    "discard_draft",
    "edit",
    "end_import",
    "find_areas",
    "publish",
    "remove_picture",
    "save_draft",
    "support",
    "take_in",
    "withdraw",
    "withdraw_support",
]
