"""REST over the graph: collections, single things, and whatever stands under an IRI."""

from api.rest.reading import Classes
from api.rest.routes import router

__all__ = ["Classes", "router"]
