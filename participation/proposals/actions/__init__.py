"""Every write to proposals. Admin, public pages and commands call these and nothing else."""

from .answering import answer, discard_draft_answer, publish_draft, save_draft_answer
from .assigning import add_note, assign
from .drafting import add_picture, adopt_draft, describe_picture, discard_draft, remove_picture, save_draft
from .importing import begin_import, confirm_import, discard_import, end_import, give_import, purge_imports, take_in
from .instead import support_instead
from .leaving import part_from_proposals, part_from_supports
from .linking import link, unlink
from .many import assign_many, move_many, publish_drafts, set_state_many
from .merging import merge, undo_merge
from .moving import move
from .placing import find_areas
from .publishing import edit, publish, withdraw
from .repairing import accept_repair, ask_repair, drop_repair
from .shared import Changed
from .sheets import enter_sheet
from .supporting import support, withdraw_support

__all__ = [
    "Changed",
    "accept_repair",
    "add_note",
    "add_picture",
    "adopt_draft",
    "answer",
    "ask_repair",
    "assign",
    "assign_many",
    "begin_import",
    "confirm_import",
    "describe_picture",
    "discard_draft",
    "discard_draft_answer",
    "discard_import",
    "drop_repair",
    "edit",
    "end_import",
    "enter_sheet",
    "find_areas",
    "give_import",
    "link",
    "merge",
    "move",
    "move_many",
    "part_from_proposals",
    "part_from_supports",
    "publish",
    "publish_draft",
    "publish_drafts",
    "purge_imports",
    "remove_picture",
    "save_draft",
    "save_draft_answer",
    "set_state_many",
    "support",
    "support_instead",
    "take_in",
    "undo_merge",
    "unlink",
    "withdraw",
    "withdraw_support",
]
