"""The product's settings with the languages of tests/pseudo.py, for a server that tests start."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fairlead.config.settings import *  # noqa: F403
from tests import pseudo

pseudo.add_to(sys.modules[__name__], Path(tempfile.mkdtemp(prefix="fairlead-pseudo-")))
