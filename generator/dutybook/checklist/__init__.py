"""Checklists: compiled from the handbook, fingerprinted, put to a date."""
