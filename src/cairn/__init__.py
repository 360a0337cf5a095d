"""Cairn's library: issue, hold and verify Open Badges 3.0 and W3C Verifiable Credentials.

The library knows no framework, network, clock or hidden randomness: ``loader``, ``now`` and ``rng`` are
passed in. ``cairn.issuer``, ``cairn.holder`` and ``cairn.verifier`` are the places to start.
"""

__version__ = "0.1.0"
