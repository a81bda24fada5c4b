"""Pictures made with the pages: blocks of real lists and tables that styles arrange, so that each is its own text."""
