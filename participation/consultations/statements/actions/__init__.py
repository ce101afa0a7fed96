"""Every write about statements."""

from .giving import Draft, enter, give, give_none, keep_draft, keep_papers, stop_reminders
from .inviting import change_party, change_request, extend, invite, withdraw
from .reminding import remind, remind_all, remind_due
from .retaining import expire_parties

__all__ = [
    "Draft",
    "change_party",
    "change_request",
    "enter",
    "expire_parties",
    "extend",
    "give",
    "give_none",
    "invite",
    "keep_draft",
    "keep_papers",
    "remind",
    "remind_all",
    "remind_due",
    "stop_reminders",
    "withdraw",
]
