"""Strong identification: a municipality's own provider says who a visitor is, for one visit. No account comes of it, and
nothing of what the provider tells is kept (docs/identification.md)."""
