"""What was handed to a mail server or a gateway is not handed to it again, whatever died meanwhile.

Nobody can tell whether a message left when its sender was killed while it was leaving. So the
sending is written down before it begins; where it was never said what came of it, nobody sends
again: somebody is told instead.
"""

from django.db import connection, transaction

from pimms.kernel.models import Sending

MAY_HAVE_LEFT = "Envoi interrompu\u202f: le message est peut-être parti."


@transaction.atomic(durable=True)
def begin(key: str) -> bool:
    """It is ours to send; False when somebody began before and never said what came of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_sending (key, begun_at) VALUES (%s, clock_timestamp())"
            " ON CONFLICT DO NOTHING",
            [key],
        )
        return bool(cursor.rowcount)


def forget(key: str) -> None:
    """What came of it is written down with this, elsewhere: it may be begun again."""
    Sending.objects.filter(pk=key).delete()
