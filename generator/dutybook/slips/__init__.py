"""Slips of the keyboard in a text: where they may be, how the text would read without them, and which of them it was."""
