"""Open the console; `python main.py COMMAND` does a job with no window."""

import sys

from console.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
