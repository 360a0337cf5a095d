"""People: join, sign in, addresses, consents, notices, export and erase me."""
