"""The site: a Django project of apps of one shape, each below the next (``ARCHITECTURE.md``)."""
