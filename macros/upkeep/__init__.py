"""What needs a look, once a week: links that died, quotes that drifted, checks that are due, dates that come."""
