"""Checklists as they are run: the engine, what a run keeps, and the record that it leaves. Knows no handbook."""
