"""From events to mail, in three steps that each go on where a killed process left off.

`spread` says which follower is to hear of which event and when; `gather` makes one letter of everything that is due to
one follower; `post` sends letters over one connection. `run` does a stretch of all three: docs/following.md.
"""
