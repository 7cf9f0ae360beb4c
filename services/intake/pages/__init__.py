"""Intake's pages, by what they are about."""
