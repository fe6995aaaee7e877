"""What the worker does in ten minutes, done at once and each time that a line is read: what is due
is told, what waits is sent.

Run as a program, with the server's settings; says a line when it is done.
"""

import sys

from django.core.management import call_command
from django.utils.timezone import localdate, now

from pimms.returns.sweep import tell_by_mail

if __name__ == "__main__":
    for _ in sys.stdin:
        tell_by_mail(by="tell_referrers", on=localdate(), at=now())
        call_command("procrastinate", "worker", "--one-shot")
        print("done", flush=True)
