"""The HTTP service: SPARQL, REST resources and downloads over one store."""

from api.app import create_app

__all__ = ["create_app"]
