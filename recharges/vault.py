"""Top-up codes are money: sealed in the database, and told apart without being opened."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError


@lru_cache
def _key(secret: str, purpose: bytes) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=b"pimms.stock", info=purpose)
    return derivation.derive(secret.encode())


def _box() -> Fernet:
    return Fernet(urlsafe_b64encode(_key(settings.CODES_KEY, b"seal")))


def seal(code: str) -> str:
    """The code as the database keeps it; twice the same code is twice another text."""
    return _box().encrypt(code.encode()).decode()


def unseal(sealed: str) -> str:
    """The code again. Raises ValidationError when it was sealed with another key."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise ValidationError(
            "Ce code ne peut pas être lu\u202f: la clé de chiffrement n’est plus celle de sa"
            " réception. Prévenez la direction."
        ) from None


def fingerprint(number: str) -> str:
    """The same for the same number, and of no use to whoever has not the key."""
    key = _key(settings.CODES_KEY, b"fingerprint")
    return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()
