"""What routing's doors accept; the same for JSON and for the page."""
