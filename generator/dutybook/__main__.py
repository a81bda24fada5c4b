"""`python -m dutybook`."""

import sys

from .cli import main

sys.exit(main())
