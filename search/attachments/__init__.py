"""The text of documents that public pages hold: read in the background, found like any other, never of private files."""
