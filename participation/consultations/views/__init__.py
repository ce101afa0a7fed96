"""Public pages of consultations: writing, receipts, reading."""
