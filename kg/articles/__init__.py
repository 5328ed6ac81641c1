"""Articles: from files, JSON lines and standard input to documents, each bad one told with its place."""

from kg.articles.documents import make_document
from kg.articles.files import article_paths, read_path, read_stream, read_text

__all__ = ["article_paths", "make_document", "read_path", "read_stream", "read_text"]
