"""Foreign formats, one module each; what is lost is reported."""
