"""What can go wrong, as one short tree. Each message names the value and the remedy.

    RagError                 except this to catch all of them
    |-- QuestionError        the question cannot be asked as it is
    |-- SettingsError        a setting or option has no usable value
    |-- SourceError          the sources folder cannot be read
    |-- ModelError           a model cannot be loaded or run
    |   `-- DraftError           the language model gave no draft, or broke off
    `-- IndexError_
        |-- IndexMissingError    nothing has been indexed yet
        |-- IndexModelError      the index was built with another model
        |-- IndexBrokenError     the index cannot be read
        `-- IndexBusyError       another build is under way

A single unreadable article is no error: it is reported as a `Problem` and the others are indexed.
"""


class RagError(Exception):
    """Base of all errors that are meant for the user; its text is one sentence."""


class QuestionError(RagError):
    """The question cannot be asked as it is."""


class SettingsError(RagError):
    """A setting or option has no usable value."""


class SourceError(RagError):
    """The sources folder cannot be read."""


class ModelError(RagError):
    """A model cannot be loaded or run."""


class DraftError(ModelError):
    """The language model gave no draft, or broke off; what the articles themselves say stands."""


class IndexError_(RagError):  # noqa: N801 - the plain name is a builtin
    """The index cannot be used or built."""


class IndexMissingError(IndexError_):
    """Nothing has been indexed yet."""


class IndexModelError(IndexError_):
    """The index was built with another model than the one asked for."""


class IndexBrokenError(IndexError_):
    """The index on disk cannot be read."""


class IndexBusyError(IndexError_):
    """Another build is under way."""
