"""The audit trail: who did what to whose content, and who read whose personal data."""

from .writing import record, record_reading

__all__ = ["record", "record_reading"]
