"""What may be typed about proposals, and the words for what may not."""

from .desk import AssignForm, MoveForm, NoteForm, OtherForm, RepairForm
from .filters import FilterForm
from .handling import AnswerForm
from .moving import ImportForm
from .writing import ProposalForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "FilterForm",
    "ImportForm",
    "MoveForm",
    "NoteForm",
    "OtherForm",
    "ProposalForm",
    "RepairForm",
]
