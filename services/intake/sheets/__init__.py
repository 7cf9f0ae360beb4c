"""Spreadsheets of forwarded matters: their columns, and what their rows say."""
