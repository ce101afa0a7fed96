from .log import feed, log
from .own import decision, mine
from .report import report

__all__ = ["decision", "feed", "log", "mine", "report"]
