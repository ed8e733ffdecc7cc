"""What may be used and what may be shown."""
