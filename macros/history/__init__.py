"""What became of the entries of a record: which of them count, what replaced the others, and what changed when."""
