"""Side by side with the limit and with peers, in one run, as ratios: ``python -m benchmarks NAME --json``."""
