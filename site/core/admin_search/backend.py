"""Words looked for as they are in the rows themselves: drafts are found too, and nothing need be indexed."""

from __future__ import annotations

from django.db.models import Q
from modelsearch.backends.database.fallback import DatabaseSearchBackend, DatabaseSearchQueryCompiler


class Compiler(DatabaseSearchQueryCompiler):
    def build_single_term_filter(self, term: str) -> Q:
        """SQLite takes Ä and ä for different letters, so each way to write the word is asked for."""
        found = Q()
        for written in {term, term.lower(), term.upper(), term.capitalize()}:
            found |= super().build_single_term_filter(written)
        return found


class SearchBackend(DatabaseSearchBackend):
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = Compiler
