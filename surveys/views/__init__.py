from .after import change, sent
from .answering import discard, go_on, later, review, send, step
from .beginning import begin
from .entering import enter
from .keeping import own_page
from .stopping import stop

__all__ = [
    "begin",
    "change",
    "discard",
    "enter",
    "go_on",
    "later",
    "own_page",
    "review",
    "send",
    "sent",
    "step",
    "stop",
]
