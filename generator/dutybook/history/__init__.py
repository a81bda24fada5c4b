"""The handbook as it was at earlier revisions, straight from git's objects."""
