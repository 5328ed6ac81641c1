"""Pages for people: what is in the graph, and an article with everything that was read out of it."""

from api.pages.addresses import router as addresses
from api.pages.listing import router as listing
from api.pages.routes import router

__all__ = ["addresses", "listing", "router"]
