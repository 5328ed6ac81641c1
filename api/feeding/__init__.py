"""Feeding: articles come in and go out over HTTP; a process of its own reads and writes them."""

from api.feeding.routes import router
from api.feeding.service import check_settings, open_feeding

__all__ = ["check_settings", "open_feeding", "router"]
