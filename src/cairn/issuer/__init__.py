"""The issuer's role: from a table of learners to credentials that are ready to be secured."""
