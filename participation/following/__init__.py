"""Following: who hears of what, and the mail that tells it.

Apps register what can be followed (`topics`) and what can happen (`events`), and call `events.tell` in the transaction
of the action that did it. `delivery` turns events into mail. It knows none of the apps: docs/following.md.
"""
