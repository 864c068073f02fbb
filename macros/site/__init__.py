"""What MkDocs and Material need. With `hooks`, the only code that knows them."""
