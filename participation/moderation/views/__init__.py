from .log import log
from .own import decision, mine
from .report import report

__all__ = ["decision", "log", "mine", "report"]
