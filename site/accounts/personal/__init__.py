"""What is kept about a person: one table of every model that holds personal data (docs/personal-data.md).

    register(Personal(model="proposals.Support", title=_("Supports"), rows=…, export=each(…), erase=…))
    exempt("proposals.Note", "said by staff in office; who said it goes with the account")

in each app's ``AppConfig.ready``, through its ``personal.py``. The page of own data, its files and the deletion of an
account are made of this table; `tests/architecture/test_personal.py` fails for a model that is in neither.
"""

from .registry import Attached, Basis, Fate, Leaving, Personal, each, exempt, goes, register, stays, unlinks

__all__ = [
    "Attached",
    "Basis",
    "Fate",
    "Leaving",
    "Personal",
    "each",
    "exempt",
    "goes",
    "register",
    "stays",
    "unlinks",
]
