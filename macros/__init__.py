"""The corridor from facts to pages: read → model → check → derive → render → publish."""
