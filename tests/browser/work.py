"""What the worker does in ten minutes, done at once: what is due is told, what waits is sent.

Run as a program, with the server's settings.
"""

from django.core.management import call_command
from django.utils.timezone import localdate, now

from pimms.returns.sweep import tell_by_mail

if __name__ == "__main__":
    tell_by_mail(by="tell_referrers", on=localdate(), at=now())
    call_command("procrastinate", "worker", "--one-shot")
