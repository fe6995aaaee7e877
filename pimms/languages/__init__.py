"""Reading the translations over: what is said in each language, who found it right."""
