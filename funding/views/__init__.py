"""The pages of money, for the director."""
