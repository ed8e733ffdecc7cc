"""Append-only log of what was asked, shown and refused."""
