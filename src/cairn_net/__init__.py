"""The outside: the only package that fetches. One safe fetcher, and the loaders built on it."""
