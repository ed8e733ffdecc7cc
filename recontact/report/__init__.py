"""What a run tells people: the HTML report, its charts, and the description of every file and column."""
