"""Filters of the lists: flat names, each with its help text and an example."""
