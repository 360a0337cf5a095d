"""Programs for those who work on Cairn; nothing here is installed with it."""
