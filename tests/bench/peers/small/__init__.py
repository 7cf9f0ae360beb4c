"""Ours: the same three small handlers on shared/messaging."""
