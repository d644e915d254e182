"""`python -m generator` is `gongkai`."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> None:
    """Load the program, which takes a moment in which Ctrl+C may come already, and run it."""
    try:
        from generator.cli.main import main as run  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.stderr.write("已中断。\n")
        sys.exit(INTERRUPTED)
    run()


if __name__ == "__main__":
    main()
