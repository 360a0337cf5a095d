"""A running programme brought from another platform: read, planned, carried out."""
