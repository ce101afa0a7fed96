"""Every write about following by people: what they follow, how soon they hear of it, who follows by e-mail alone."""

from .carrying import carry, give_back
from .choosing import choose, mute
from .following import attach, detach, follow, unfollow
from .reaching import count_refusal, forget_refusals
from .stopping import stop
from .subscribing import change, confirm, join, purge_unconfirmed, stop_all, subscribe

__all__ = [
    "attach",
    "carry",
    "change",
    "choose",
    "confirm",
    "count_refusal",
    "detach",
    "follow",
    "forget_refusals",
    "give_back",
    "join",
    "mute",
    "purge_unconfirmed",
    "stop",
    "stop_all",
    "subscribe",
    "unfollow",
]
