"""The application as a WSGI server sees it. What may not live here: anything else."""

from __future__ import annotations

import os

from django.core.cache import close_caches
from django.core.signals import request_finished
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
application = get_wsgi_application()
request_finished.disconnect(
    close_caches
)  # ours lie in memory: looking for some to close takes a twentieth of a short answer
