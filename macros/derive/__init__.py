"""Answers that are computed from the record and never stored in it."""
