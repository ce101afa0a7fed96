"""The pictures of the demonstration municipality, drawn by us: `python -m demo.drawings.render` makes them anew."""
