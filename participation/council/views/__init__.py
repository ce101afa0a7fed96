from .desk import desk, introduction, listing, start
from .people import people
from .taking import paper, table

__all__ = ["desk", "introduction", "listing", "paper", "people", "start", "table"]
