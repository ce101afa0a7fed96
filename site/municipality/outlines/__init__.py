"""From a GeoJSON file to the areas of a municipality: read, converted, mended, simplified, compared. Pure, no database.

`reading` → `mending` → `simplifying`; `plan` compares the outcome with the areas there are.
"""
