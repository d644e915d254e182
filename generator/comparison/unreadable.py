"""读不了: why an original could not be read."""


class OriginalError(Exception):
    """The reason in Chinese, to follow the file's name."""


class MissingToolError(OriginalError):
    """A program that has to be installed first."""
