"""Every write of staff who answer."""

from .entering import enter
from .handling import Handling, handle
from .publishing import publish
from .themes import add_theme, drop_theme
from .writing import change_response, drop_response, write_response

__all__ = [
    "Handling",
    "add_theme",
    "change_response",
    "drop_response",
    "drop_theme",
    "enter",
    "handle",
    "publish",
    "write_response",
]
