"""Proposals (ehdotus / förslag), what supports them and what the municipality did."""

from .handling import Handling
from .moving import Import, ImportProblem
from .parts import Picture, Support, Tally, Version, _file_name
from .proposal import Proposal, ProposalQuerySet

__all__ = [
    "Handling",
    "Import",
    "ImportProblem",
    "Picture",
    "Proposal",
    "ProposalQuerySet",
    "Support",
    "Tally",
    "Version",
    "_file_name",
]
