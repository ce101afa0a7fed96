"""Proposals (ehdotus / förslag), what supports them and what the municipality did."""

from .desk import Assignment, Link, Merge, Move, Note, RepairRequest
from .handling import AnswerTemplate, DraftAnswer, Handling
from .moving import Import, ImportProblem
from .parts import Picture, Support, Tally, Version, _file_name
from .proposal import Proposal, ProposalQuerySet

__all__ = [
    "AnswerTemplate",
    "Assignment",
    "DraftAnswer",
    "Handling",
    "Import",
    "ImportProblem",
    "Link",
    "Merge",
    "Move",
    "Note",
    "Picture",
    "Proposal",
    "ProposalQuerySet",
    "RepairRequest",
    "Support",
    "Tally",
    "Version",
    "_file_name",
]
