"""Surveys (kysely / enkät): pages that ask, and the answers."""
