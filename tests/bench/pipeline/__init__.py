"""Matters registered → routed → noticed: ours beside the same pipeline by others, on one machine in one run."""
