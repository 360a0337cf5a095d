"""The demo world: made by the product's own actions, from a seed, as if it had grown for more than a year."""
