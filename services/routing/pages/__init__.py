"""Routing's pages, by what they are about."""
