"""Lists that leave the house as a file: which rows, which columns for whom, and the trace of it."""
