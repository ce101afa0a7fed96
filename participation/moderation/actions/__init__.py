"""Every write to moderation. Admin, public pages, comments, proposals and commands call these and nothing else."""

from .appealing import appeal
from .choosing import choose_mails
from .claiming import release, take
from .deciding import decide
from .erasing import erase_due, forget_prints
from .holding import gone, hold, refresh, relocate, screen
from .reporting import report, reveal_reporters, take_up
from .sanctioning import lift, sanction

__all__ = [
    "appeal",
    "choose_mails",
    "decide",
    "erase_due",
    "forget_prints",
    "gone",
    "hold",
    "lift",
    "refresh",
    "release",
    "relocate",
    "report",
    "reveal_reporters",
    "sanction",
    "screen",
    "take",
    "take_up",
]
