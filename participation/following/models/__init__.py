"""Who follows what, what happened, and the mail that tells it."""

from .events import Event, EventTopic
from .follow import Follow, Preference, Subscriber
from .mail import Delivery, Letter, Turn, Unreachable

__all__ = ["Delivery", "Event", "EventTopic", "Follow", "Letter", "Preference", "Subscriber", "Turn", "Unreachable"]
