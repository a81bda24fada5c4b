"""What may stand in which file, out of the models: the pages of the field reference, examples, and what looks at a field."""
