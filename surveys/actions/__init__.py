"""Every write."""

from .answering import answer, begin, begin_paper, begin_trial, change, discard, enter_paper, keep, purge_drafts, send
from .copying import copy_survey
from .entry import cancel_batch, hand_out, make_batch, purge_marks
from .files import drop_files, expire_files, keep_files, purge_files
from .keeping import keep_on_own_page, take_off_own_page
from .library import add_questions, drop_set, save_set
from .limiting import drop_quota, set_quota
from .mailing import mail_codes, purge_recipients, read_refused, remind_due, remind_now, stop_reminders
from .making import freeze
from .mixing import mix_rows
from .raffling import draw, mail_winners, purge_raffles, read_winners, set_raffle
from .theming import add_theme, drop_theme, give_themes

__all__ = [
    "add_questions",
    "add_theme",
    "answer",
    "begin",
    "begin_paper",
    "begin_trial",
    "cancel_batch",
    "change",
    "copy_survey",
    "discard",
    "draw",
    "drop_files",
    "drop_quota",
    "drop_set",
    "drop_theme",
    "enter_paper",
    "expire_files",
    "freeze",
    "give_themes",
    "hand_out",
    "keep",
    "keep_files",
    "keep_on_own_page",
    "mail_codes",
    "mail_winners",
    "make_batch",
    "mix_rows",
    "purge_drafts",
    "purge_files",
    "purge_marks",
    "purge_raffles",
    "purge_recipients",
    "read_refused",
    "read_winners",
    "remind_due",
    "remind_now",
    "save_set",
    "send",
    "set_quota",
    "set_raffle",
    "stop_reminders",
    "take_off_own_page",
]
