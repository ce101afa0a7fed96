"""How long the link between a person and what was done here is kept. When the time is over it goes by itself, after a
warning; texts, answers, decisions and numbers stay, as the law on archives wants (docs/retention.md)."""
