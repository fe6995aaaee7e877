"""What is left after a process was killed in the middle: run by hand, and in small by the tests."""
