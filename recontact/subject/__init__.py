"""What a data subject may ask for: a copy, a correction, erasure, an explanation; and what is kept for how long."""
