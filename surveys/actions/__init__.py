"""Every write."""

from .answering import begin, change, discard, keep, purge_drafts, send
from .making import freeze

__all__ = ["begin", "change", "discard", "freeze", "keep", "purge_drafts", "send"]
