"""Public keys, signers, DID and controller documents, and the history of keys."""
