"""What the command `tracker` can do, one module each: `add` describes its arguments, `run` does it."""
