"""Kinds of value that describe a person: how each is cleaned, shown and compared."""
