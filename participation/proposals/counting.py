"""How supports came and from whom, for those who prepare: numbers only, residents apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from accounts.acting.rules import Via
from accounts.eligibility.rules import Basis

from .models import Support


@dataclass
class Counts:
    """Numbers of supports by `Via` and by `Basis` (empty: not asked)."""

    via: Counter[str] = field(default_factory=Counter)
    basis: Counter[str] = field(default_factory=Counter)

    def by_via(self) -> list[tuple[str, int]]:
        """In words; nothing when all came online."""
        if not (self.via[Via.PAPER] or self.via[Via.PHONE]):
            return []
        return [(str(via.label), self.via[via]) for via in Via if self.via[via]]

    def by_basis(self) -> list[tuple[str, int]]:
        """In words, residents first; nothing when nobody was asked."""
        return [(str(basis.label), self.basis[basis]) for basis in Basis if self.basis[basis]]


def of(proposal_ids: Iterable[int]) -> Mapping[int, Counts]:
    """One query."""
    found: dict[int, Counts] = defaultdict(Counts)
    rows = Support.objects.filter(proposal_id__in=list(proposal_ids)).order_by()
    for proposal_id, via, basis, number in rows.values_list("proposal_id", "via", "basis").annotate(Count("pk")):
        found[proposal_id].via[via] += number
        found[proposal_id].basis[basis] += number
    return found
