"""Values to HTML: addresses, charts, the one template environment, and pages."""
