"""As the tests of following: a municipality, a clock that stands still, and the mail that goes."""

from tests.following.conftest import clock, post, site  # noqa: F401
