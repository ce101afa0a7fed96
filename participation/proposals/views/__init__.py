from .drafts import discard, draft, edit_draft, publish, write
from .mapping import places
from .own import edit, withdraw
from .reading import detail, history, listing
from .sheets import find as find_sheet
from .sheets import sheet
from .similar import similar, support_instead
from .supporting import support

__all__ = [
    "detail",
    "discard",
    "draft",
    "edit",
    "edit_draft",
    "find_sheet",
    "history",
    "listing",
    "places",
    "publish",
    "sheet",
    "similar",
    "support",
    "support_instead",
    "withdraw",
    "write",
]
