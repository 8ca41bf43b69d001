"""The sources folder -> articles: clean text, title, day, language and address of each file. Knows no index.

files -> decoding -> front, plain | html -> furniture -> metadata, published -> Article
"""

from rag.sources.article import READER_VERSION, read_article
from rag.sources.files import MAX_BYTES, SUFFIXES, file_digest, list_files
from rag.sources.problems import UnreadableSource

__all__ = ["MAX_BYTES", "READER_VERSION", "SUFFIXES", "UnreadableSource", "file_digest", "list_files", "read_article"]
