"""Mail that goes out once, whatever happens to who sends it: a row a letter, claimed for a while, sent over one connection.

An app has a model that is `models.Outgoing`, a `claims.Queue` of it, and a command that calls `sending.send` every few
seconds (``PERIODIC_MAIL``)."""
