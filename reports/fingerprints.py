"""The fingerprint of a text, as the database computes it."""

from django.db.models import CharField, Func


class Fingerprint(Func):
    """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""

    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = CharField()
