"""Looking after the installation: console, health, backup, the demo world, the first page."""
