"""Synthetic records and a stopwatch: what a build costs at 44, 1,000 and 10,000 commitments."""
