"""What is missing or does not agree in what was noted, and where each is put right."""
