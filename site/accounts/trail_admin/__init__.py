"""The audit trail in the admin: a municipality's rows, for its administrators."""
