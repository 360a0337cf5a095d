"""Makes the small world, in the database that the environment names, and prints it."""

from __future__ import annotations

import django

django.setup()

# Imported late: it needs the models.
from browser.world import main  # noqa: E402

main()
