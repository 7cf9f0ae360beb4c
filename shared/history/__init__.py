"""Tamper-evident history: each service chains what it published about a matter by hash; others keep the heads."""
