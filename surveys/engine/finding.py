"""What is wrong with a definition, said in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """``code`` is stable; ``where`` is the id of the page, question, option or dimension; ``blocks``: nobody can send an
    answer as it is."""

    code: str
    where: str
    message: str
    blocks: bool = False
