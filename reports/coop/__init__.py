"""What we tell the national tools: our activity records in the words of La Coop de la médiation
numérique, counted by its rules."""
