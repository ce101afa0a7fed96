"""The demonstration municipality: Koivuranta / Björkstrand, a made-up bilingual town of 8 000 by a lake.

`data/` holds its words, `pictures/` its pictures (drawn by `drawings/`), `loading/` puts them into a database, and
`scale/` makes proposals by the hundred thousand for measuring.
"""
