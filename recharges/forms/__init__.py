"""What the pages of the till take in."""
