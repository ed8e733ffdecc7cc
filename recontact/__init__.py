"""recontact: find, lawfully, the way to reach a borrower whom a lender has lost."""
