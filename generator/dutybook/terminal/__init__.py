"""A run in a terminal: lines in, lines out, a journal that outlives the process. Decides nothing that the engine decides."""
