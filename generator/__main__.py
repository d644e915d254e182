"""`python -m gongkai` is `gongkai`."""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130


def main() -> None:
    """Load the program, which takes a moment in which Ctrl+C may come already, and run it."""
    gc.disable()  # modules are no garbage, and looking for some takes a part of that moment
    try:
        from gongkai.cli.main import main as run  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.stderr.write("已中断。\n")
        sys.exit(INTERRUPTED)
    gc.enable()
    run()


if __name__ == "__main__":
    main()
