"""Awards: issue one or many, revoke, suspend, renew; status lists; provenance."""
