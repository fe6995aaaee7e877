"""What the director types about money."""
