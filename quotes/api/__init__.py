"""The REST API: rows as JSON at /api/v1/, read by all, written by staff."""
