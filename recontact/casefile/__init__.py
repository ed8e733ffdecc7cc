"""The case file: one offline page about one borrower, made from a finished run; values masked unless revealed."""
