"""Every write about how long things are kept."""

from .applying import apply
from .ruling import follow_municipality, hold, lift, set_months, set_warned_days

__all__ = ["apply", "follow_municipality", "hold", "lift", "set_months", "set_warned_days"]
