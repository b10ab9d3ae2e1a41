"""Personal fields at rest: sealed with an authenticated cipher, found by a keyed index.

The keys stand outside the database (settings FIELD_KEYS and INDEX_KEY). Each sealed value
names its cipher and key, so keys can be changed without rewriting everything at once.
"""

import base64
import hmac
import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from lianxin.foundation.core.refusals import Refused

NONCE = 12
TAG = 16
INDEX_BYTES = 16
REMEMBERED = 8192


class Unreadable(Refused):
    """A sealed value that no key of the house opens, or that was tampered with."""

    status = 500
    sentence = "加密字段无法解密：密钥不匹配或数据被改动。请联系系统管理员核对密钥。"


class _Aead(Protocol):
    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...
    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...


class _Sm4Gcm:
    """SM4 (GB/T 32907) in GCM; uses the first half of the 256-bit field key."""

    def __init__(self, key: bytes) -> None:
        self._key = key[:16]

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        sealer = Cipher(algorithms.SM4(self._key), modes.GCM(nonce)).encryptor()
        sealer.authenticate_additional_data(associated_data or b"")
        return sealer.update(data) + sealer.finalize() + sealer.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        body, tag = data[:-TAG], data[-TAG:]
        opener = Cipher(algorithms.SM4(self._key), modes.GCM(nonce, tag)).decryptor()
        opener.authenticate_additional_data(associated_data or b"")
        return opener.update(body) + opener.finalize()


CIPHERS: dict[str, tuple[int, Callable[[bytes], _Aead]]] = {
    "AES-256-GCM": (1, AESGCM),
    "SM4-GCM": (2, _Sm4Gcm),
}


@lru_cache(maxsize=8)
def _keys(stated: tuple[str, ...]) -> dict[int, bytes]:
    pairs = (entry.partition(":") for entry in stated)
    return {int(name): base64.b64decode(key) for name, _, key in pairs}


@lru_cache(maxsize=16)
def _aead(stated: tuple[str, ...], cipher: int, key_id: int) -> _Aead:
    makers = dict(CIPHERS.values())
    try:
        return makers[cipher](_keys(stated)[key_id])
    except KeyError as missing:
        raise Unreadable from missing


def seal(text: str, *, context: str) -> bytes:
    """Encrypt `text`; `context` (table and column) is bound to it, so values cannot be swapped
    between columns. An empty text stays empty."""
    return seal_bytes(text.encode(), context=context) if text else b""


def seal_bytes(data: bytes, *, context: str) -> bytes:
    """Encrypt a file or a record already encoded; see `seal`."""
    return sealer(context)(data)


def sealer(context: str) -> Callable[[bytes], bytes]:
    """`seal_bytes` for one context, for whoever seals thousands of values."""
    prefix, aead = _newest(tuple(settings.FIELD_KEYS), settings.FIELD_CIPHER)
    bound, encrypt, random = context.encode(), aead.encrypt, os.urandom

    def sealed(data: bytes) -> bytes:
        nonce = random(NONCE)
        return prefix + nonce + encrypt(nonce, data, bound)

    return sealed


@lru_cache(maxsize=4)
def _newest(stated: tuple[str, ...], name: str) -> tuple[bytes, _Aead]:
    """The newest key with its cipher, and how a value sealed with them begins."""
    cipher, _ = CIPHERS[name]
    key_id = int(stated[0].partition(":")[0])
    return bytes((cipher, key_id)), _aead(stated, cipher, key_id)


def unseal(blob: bytes | memoryview | None, *, context: str) -> str:
    """Decrypt what `seal` made, or refuse with `Unreadable`."""
    return unseal_bytes(blob, context=context).decode() if blob else ""


def unseal_bytes(blob: bytes | memoryview, *, context: str) -> bytes:
    """Decrypt what `seal_bytes` made, or refuse with `Unreadable`."""
    sealed = bytes(blob)
    aead = _aead(tuple(settings.FIELD_KEYS), sealed[0], sealed[1])
    try:
        return aead.decrypt(sealed[2 : 2 + NONCE], sealed[2 + NONCE :], context.encode())
    except InvalidTag as tampered:
        raise Unreadable from tampered


@lru_cache(maxsize=2)
def _index_key(stated: str) -> bytes:
    return base64.b64decode(stated)


def blind_index(text: str, *, context: str) -> bytes:
    """A keyed digest (HMAC-SHA-256, 16 bytes) for finding equal values without reading them."""
    message = context.encode() + b"\0" + text.encode()
    return hmac.digest(_index_key(settings.INDEX_KEY), message, "sha256")[:INDEX_BYTES]


def indexer(context: str) -> Callable[[str], bytes]:
    """`blind_index` for one context, for values that are asked for several times in a row: those
    asked for last are remembered."""
    return _indexer(settings.INDEX_KEY, context)


@lru_cache(maxsize=16)
def _indexer(stated: str, context: str) -> Callable[[str], bytes]:
    key, head = _index_key(stated), context.encode() + b"\0"

    @lru_cache(maxsize=REMEMBERED)
    def index(text: str) -> bytes:
        return hmac.digest(key, head + text.encode(), "sha256")[:INDEX_BYTES]

    return index


if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class EncryptedText(_Text):
    """Text that is sealed in the database and plain in Python. Not searchable, not sortable."""

    def __init__(self, *args: Any, context: str, **kwargs: Any) -> None:
        self.context = context
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "context": self.context}

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        if isinstance(value, str):
            value = seal(value, context=self.context)
        return value

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> str:
        return unseal(value, context=self.context)
