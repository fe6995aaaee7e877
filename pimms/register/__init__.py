"""The desk register: a spreadsheet of past years goes in, row by row, by the register's rules.

`reading` opens the file, `cells` and `labels` understand it, `staging` lays its rows out in the
database, `people`, `catalogue`, `sales`, `workshops` judge them, `bringing_in` runs the whole.
"""
