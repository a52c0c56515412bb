"""The envelope of one secret: how it is sealed, labelled and opened. Neither files nor keyrings here.

A sealed secret is its header, then AES-256-GCM (NIST SP 800-38D) of the payload compressed by zlib, with the
header as associated data. The header, big-endian: `MDLV`, format version (1 byte), id of the key (16),
revision (8), length of the item's id (1), the item's id (ASCII), nonce (12).
"""

import secrets
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from mediadl.domain.errors import SecretUnreadable

KEY_BYTES = 32
KEY_ID_BYTES = 16
HEAD_BYTES = 30 + 255 + 12
"""No header is longer."""

_MAGIC = b"MDLV"
_VERSION = 1
_NONCE_BYTES = 12
_FIXED = struct.Struct(">4sB16sQB")

DAMAGED = "It was changed after MediaDL had sealed it, so it is not used. Add the account again."
SWAPPED = "Its file is that of another account, so it is not used. Add the account again."
TOO_NEW = "It was saved by a newer MediaDL. Update MediaDL to use it."
NO_KEY = "The key that it was sealed with is no longer in the keyring. Add the account again."


@dataclass(frozen=True)
class Label:
    """What the outside of a sealed secret says; true only once it was opened."""

    key_id: str
    """32 hexadecimal digits."""
    item_id: str
    revision: int
    """Grows with every change of the vault."""


def seal(key: bytes, label: Label, payload: bytes) -> bytes:
    """Seal the payload with a nonce of its own."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    item_id = label.item_id.encode("ascii")
    fixed = _FIXED.pack(_MAGIC, _VERSION, bytes.fromhex(label.key_id), label.revision, len(item_id))
    nonce = secrets.token_bytes(_NONCE_BYTES)
    header = fixed + item_id + nonce
    return header + AESGCM(key).encrypt(nonce, zlib.compress(payload), header)


def label_of(sealed: bytes) -> Label:
    """Read the outside; the first `HEAD_BYTES` bytes are enough.

    Raises:
        SecretUnreadable: it is no sealed secret, or one of a newer format.
    """
    if len(sealed) < _FIXED.size or not sealed.startswith(_MAGIC):
        raise SecretUnreadable(DAMAGED)
    _, version, key_id, revision, length = _FIXED.unpack_from(sealed)
    if version > _VERSION:
        raise SecretUnreadable(TOO_NEW)
    item_id = sealed[_FIXED.size : _FIXED.size + length]
    if version < _VERSION or len(item_id) < length or not item_id.isascii():
        raise SecretUnreadable(DAMAGED)
    return Label(key_id.hex(), item_id.decode("ascii"), revision)


def unseal(keys: Mapping[str, bytes], sealed: bytes, item_id: str) -> tuple[Label, bytes]:
    """Open what lies where this item belongs; `keys` are by their ids.

    Raises:
        SecretUnreadable: any byte of it was changed, it is another item's, or its key is not among them.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    label = label_of(sealed)
    key = keys.get(label.key_id)
    if key is None:
        raise SecretUnreadable(NO_KEY)
    end = _FIXED.size + len(label.item_id) + _NONCE_BYTES
    header = sealed[:end]
    try:
        payload = zlib.decompress(AESGCM(key).decrypt(header[-_NONCE_BYTES:], sealed[end:], header))
    except (InvalidTag, ValueError, zlib.error) as error:
        raise SecretUnreadable(DAMAGED) from error
    if label.item_id != item_id:
        raise SecretUnreadable(SWAPPED)
    return label, payload
