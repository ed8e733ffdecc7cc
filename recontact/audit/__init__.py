"""Append-only log of what was asked, shown, refused and judged. What writes an entry goes through `recontact.release`:
`Release.judge` writes one of action `judgement`, `Release.record` those of runs, exports and rules."""
