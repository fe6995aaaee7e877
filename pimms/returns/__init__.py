"""What comes back to those who refer people: steps told once, calls, a letter a year."""
