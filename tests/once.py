"""What is made once for all workers of a run: whoever needs it first makes it, the others wait and find it there.

What may not live here: what is made."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from atexit import register
from collections.abc import Callable
from pathlib import Path
from typing import Final

QUICK: Final = Path("/dev/shm")  # memory, where there is such a folder: a test need not survive a power cut
SHARED: Final = "FOLDER_OF_THIS_RUN"
"""Who starts the workers makes the folder, and they inherit its name."""


def quick_folder(prefix: str) -> Path:
    return Path(tempfile.mkdtemp(prefix=prefix, dir=QUICK if os.access(QUICK, os.W_OK) else None))


if SHARED not in os.environ:
    os.environ[SHARED] = str(quick_folder("fairlead-once-"))
    register(shutil.rmtree, os.environ[SHARED], ignore_errors=True)


def once(name: str, make: Callable[[Path], object]) -> Path:
    """The file or folder of this name. make: is given where to put it."""
    shared = Path(os.environ[SHARED])
    place, growing = shared / name, shared / f"{name}.growing"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            shutil.rmtree(growing, ignore_errors=True)
            make(growing)
            growing.rename(place)
    return place
