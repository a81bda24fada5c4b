"""What relies on what, and what people have confirmed of it: suspect links and stale translations."""
