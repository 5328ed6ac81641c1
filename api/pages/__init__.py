"""Pages for people: what is in the graph, and an article with everything that was read out of it."""

from api.pages.routes import router

__all__ = ["router"]
