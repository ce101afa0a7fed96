from .after import change, sent
from .answering import discard, go_on, later, review, send, step
from .beginning import begin

__all__ = ["begin", "change", "discard", "go_on", "later", "review", "send", "sent", "step"]
