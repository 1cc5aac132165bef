"""Keyed codes: short words made from a secret key, which nobody can make or try out without the key."""

from __future__ import annotations

import hmac
import secrets
from typing import Final

from safeguard_model.errors import InvalidRecord, an, shape

__all__ = ["KeyedCodes", "new_key"]

LEAST_KEY: Final = 32
"""The fewest bytes of a key."""
_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no I, L, O or U, so that a code is easy to read aloud and makes few words."""
_BITS: Final = 5
ID_LENGTH: Final = 16
"""The letters of the code in an id: 80 bits, so that two ids of a project never meet by chance."""
LABEL_LENGTH: Final = 5
"""The letters of the code in a label, which people read. Longer where two labels of a file would meet."""


def new_key() -> bytes:
    """Return a new secret key of 32 random bytes for `pseudonymise`.

    Keep it apart from the files, for as long as a project lasts: the same person gets the same pseudonym only with the
    same key. Who has the key can test whether a name, an id or a number is in a file.

    >>> from safeguard_model.privacy import new_key
    >>> len(new_key())
    32
    """
    return secrets.token_bytes(LEAST_KEY)


# A plain hash of a date of birth or an NHS number is found by hashing all of them, in minutes. HMAC with SHA-256
# (RFC 2104, FIPS 198-1) needs the key for each try. The project and the kind are part of the message, so the code of an
# id is neither that of a name, nor that of the same id in another project. Neither can contain the separator.
class KeyedCodes:
    """The codes of one project under one key. It cannot be printed, copied into a file or pickled with its key."""

    __slots__ = ("_key", "_project")

    def __init__(self, key: bytes, project: str) -> None:
        """Keep the key and the project. Raises `InvalidRecord` if either is not usable."""
        if not isinstance(key, bytes):
            raise InvalidRecord("pseudonymise", "key", f"expected bytes from new_key(), got {an(type(key).__name__)}")
        if len(key) < LEAST_KEY:
            raise InvalidRecord("pseudonymise", "key", f"expected at least {LEAST_KEY} bytes from new_key(), got fewer")
        if len(set(key)) == 1:
            raise InvalidRecord("pseudonymise", "key", "expected random bytes from new_key(), got one byte repeated")
        if type(project) is not str or not project.strip() or not project.isprintable():
            raise InvalidRecord("pseudonymise", "project", f"expected a name in printable text, got {shape(project)}")
        self._key, self._project = key, project

    def __reduce__(self) -> str:
        raise TypeError("codes hold a secret key and cannot be pickled")

    def code(self, kind: str, text: str, length: int = ID_LENGTH) -> str:
        """Return the code of a text of a kind ("id", "name"): `length` letters of five bits each, at most 51."""
        message = f"{self._project}\0{kind}\0{text}".encode()
        number = int.from_bytes(hmac.digest(self._key, message, "sha256"))
        letters = (number >> (256 - _BITS * (place + 1)) for place in range(length))
        return "".join(_LETTERS[letter % 32] for letter in letters)
