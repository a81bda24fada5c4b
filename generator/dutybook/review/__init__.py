"""What is different between two states of the handbook, and whom it concerns."""
