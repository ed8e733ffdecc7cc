"""What an observation, a check or an outcome says of a contact point: one function per kind."""
