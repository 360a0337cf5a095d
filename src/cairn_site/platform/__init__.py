"""What every app stands on: audit trail, events, jobs, mail, published bytes, ports, page furniture.

No business word occurs here: who may do what, and what an award is, is known above.
"""
