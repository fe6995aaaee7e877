"""Figures that leave the house: no name, and no count so small that it shows somebody."""
