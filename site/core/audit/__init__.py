"""The audit trail: who did what to whose content, and who read whose personal data."""

from .queries import history
from .writing import record, record_reading

__all__ = ["history", "record", "record_reading"]
