"""Trying: an article is read and shown at once, and nothing of it is kept."""

from api.trying.routes import router
from api.trying.trials import Trials

__all__ = ["Trials", "router"]
