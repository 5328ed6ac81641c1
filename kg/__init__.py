"""Communiqué: news articles on diplomacy and conflict in, an RDF graph with receipts out."""

__version__ = "0.1.0"
