"""The product's settings with what tests need: a throw-away data folder and a quick password hash.

What may not live here: anything that makes the product behave differently from how it is sold."""

from __future__ import annotations

import os
import shutil
from atexit import register

from tests.once import quick_folder

_folder = quick_folder("fairlead-test-")
register(shutil.rmtree, _folder, ignore_errors=True)

os.environ["FAIRLEAD_DATA"] = str(_folder)
os.environ["LC_ALL"] = "C.UTF-8"  # commands speak the language of the terminal
os.environ["FAIRLEAD_SECRET_KEY"] = "not-a-secret-only-for-tests-0123456789abcdef"
for _name in ("FAIRLEAD_KEY_FILE", "FAIRLEAD_URL", "FAIRLEAD_SMTP_URL", "FAIRLEAD_TRUSTED_PROXIES"):
    os.environ.pop(_name, None)

from fairlead.config.settings import *  # noqa: E402, F403
from fairlead.config.settings import ALLOWED_HOSTS, DATABASES  # noqa: E402

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
IS_SQLITE = DATABASES["default"]["ENGINE"] == "fairlead.config.sqlite"
if IS_SQLITE:
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
