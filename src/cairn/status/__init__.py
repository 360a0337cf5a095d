"""Status lists: allocate, set, encode and check the status of a credential."""
