"""Five small services that look alike; each one's service.py is its table of contents."""
