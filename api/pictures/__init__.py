"""Pages with a picture or an editor: the timeline, the network, and SPARQL; each is of use without JavaScript too."""

from api.pictures.routes import router

__all__ = ["router"]
