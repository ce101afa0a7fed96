"""The test suite. `make test` runs it all; `.venv/bin/pytest tests/search` runs a part on SQLite."""
