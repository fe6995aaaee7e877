"""What the pages of partners take in."""
