"""A page for each theme and each area: what is open, proposed, told and built there."""
