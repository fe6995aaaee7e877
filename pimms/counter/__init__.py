"""The counter: the right file in seconds, and what to do with it by a single key."""
