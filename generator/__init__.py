"""公开. The one place where the version stands: pyproject.toml, `gongkai --version` and every `init` read it here."""

__version__ = "0.1.0"
