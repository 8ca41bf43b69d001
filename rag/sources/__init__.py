"""The sources folder -> articles: clean text, title, day, language and address of each file. Knows no index.

files -> decoding -> front, plain | html -> furniture -> metadata, published -> Article
"""

from rag.sources.article import READER_VERSION, read_article
from rag.sources.files import file_digest, list_files, load
from rag.sources.problems import UnreadableSource

__all__ = ["READER_VERSION", "UnreadableSource", "file_digest", "list_files", "load", "read_article"]
