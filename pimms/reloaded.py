"""`python -m pimms.reloaded COMMAND …`: a command of manage.py, begun anew when a file changes."""

import sys

from django.core.management import execute_from_command_line
from django.utils.autoreload import run_with_reloader

if __name__ == "__main__":
    run_with_reloader(execute_from_command_line, sys.argv)
