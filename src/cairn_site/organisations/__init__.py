"""Providers and employers: units, members and their rights, keys in custody, issuer documents."""
