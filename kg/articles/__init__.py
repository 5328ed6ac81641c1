"""Articles: from files, JSON lines and standard input to documents, each bad one told with its place."""

from kg.articles.files import article_paths, read_path, read_stream

__all__ = ["article_paths", "read_path", "read_stream"]
