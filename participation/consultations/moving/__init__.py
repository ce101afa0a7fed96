"""Moving in from Kerrokantasi: what its API gives, as consultations and opinions."""
