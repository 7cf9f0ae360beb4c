"""What the services share: dull on purpose, and it knows no service."""
