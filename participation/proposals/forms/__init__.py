"""What may be typed about proposals, and the words for what may not."""

from .filters import FilterForm
from .handling import AnswerForm
from .moving import ImportForm
from .writing import ProposalForm

__all__ = ["AnswerForm", "FilterForm", "ImportForm", "ProposalForm"]
