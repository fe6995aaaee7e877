"""A funder's own form: a Word file with variables, filled with the figures of a grant's report."""
