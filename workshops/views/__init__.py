"""The pages of workshops, support and appointments."""
