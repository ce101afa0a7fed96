from .drafts import discard, draft, edit_draft, publish, write
from .mapping import places
from .own import edit, withdraw
from .reading import detail, history, listing
from .supporting import support

__all__ = [
    "detail",
    "discard",
    "draft",
    "edit",
    "edit_draft",
    "history",
    "listing",
    "places",
    "publish",
    "support",
    "withdraw",
    "write",
]
