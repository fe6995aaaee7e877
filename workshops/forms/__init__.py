"""What the pages of workshops, support and appointments take in."""
