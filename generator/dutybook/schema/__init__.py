"""JSON Schema for editors, out of the models and of the handbook's own ids."""
