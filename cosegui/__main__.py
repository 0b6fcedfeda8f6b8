"""`python -m cosegui`: the same as the command `cosegui`."""

import sys

from cosegui.cli import main

if __name__ == "__main__":
    sys.exit(main())
