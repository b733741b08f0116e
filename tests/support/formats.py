"""Columns as applications encrypt them, for tests and the example company: each function lays its
values out as the library does that it is named after.

Over the system's libcrypto, which the pusher needs anyway. What those libraries themselves make,
tests/crypto/test_libraries.py holds against the pusher: these are not the only witnesses."""

import base64
import ctypes
import ctypes.util
import hashlib
import hmac
import json
import os
import zlib

_crypto = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
for _name in ("EVP_CIPHER_fetch", "EVP_CIPHER_CTX_new"):
    getattr(_crypto, _name).restype = ctypes.c_void_p
_SET_IV_LENGTH, _GET_TAG = 0x9, 0x10


class _Encryptor:
    """EVP's encryption of one value."""

    def __init__(self, algorithm: str, key: bytes, iv: bytes) -> None:
        self.context = ctypes.c_void_p(_crypto.EVP_CIPHER_CTX_new())
        cipher = ctypes.c_void_p(_crypto.EVP_CIPHER_fetch(None, algorithm.encode(), None))
        self.check(_crypto.EVP_EncryptInit_ex(self.context, cipher, None, None, None))
        if algorithm.endswith("GCM"):
            self.control(_SET_IV_LENGTH, len(iv), None)
        self.check(_crypto.EVP_EncryptInit_ex(self.context, None, None, key, iv))
        _crypto.EVP_CIPHER_free(cipher)

    @staticmethod
    def check(result: int) -> None:
        if result != 1:
            raise OSError("libcrypto does not encrypt")

    def control(
        self, command: int, number: int, pointer: ctypes.Array[ctypes.c_char] | None
    ) -> None:
        self.check(_crypto.EVP_CIPHER_CTX_ctrl(self.context, command, number, pointer))

    def update(self, data: bytes, keep: bool = True) -> bytes:
        room, length = ctypes.create_string_buffer(len(data) + 32), ctypes.c_int()
        where = room if keep else None
        self.check(
            _crypto.EVP_EncryptUpdate(self.context, where, ctypes.byref(length), data, len(data))
        )
        return room.raw[: length.value] if keep else b""

    def finish(self) -> bytes:
        room, length = ctypes.create_string_buffer(32), ctypes.c_int()
        self.check(_crypto.EVP_EncryptFinal_ex(self.context, room, ctypes.byref(length)))
        return room.raw[: length.value]

    def tag(self) -> bytes:
        room = ctypes.create_string_buffer(16)
        self.control(_GET_TAG, 16, room)
        return room.raw

    def free(self) -> None:
        _crypto.EVP_CIPHER_CTX_free(self.context)


def _gcm(key: bytes, iv: bytes, plain: bytes, aad: bytes = b"") -> tuple[bytes, bytes]:
    """Ciphertext and tag."""
    encryptor = _Encryptor(f"AES-{8 * len(key)}-GCM", key, iv)
    if aad:
        encryptor.update(aad, keep=False)
    sealed = encryptor.update(plain) if plain else b""
    sealed += encryptor.finish()
    tag = encryptor.tag()
    encryptor.free()
    return sealed, tag


def _cbc(key: bytes, iv: bytes, plain: bytes) -> bytes:
    encryptor = _Encryptor(f"AES-{8 * len(key)}-CBC", key, iv)
    sealed = encryptor.update(plain) + encryptor.finish()
    encryptor.free()
    return sealed


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


# ---- Active Record Encryption ---------------------------------------------------------------------


def rails_key(secret: str, salt: str, digest: str = "sha256") -> bytes:
    return hashlib.pbkdf2_hmac(digest, secret.encode(), salt.encode(), 1 << 16, 32)


def _rails_message(key: bytes, plain: bytes, iv: bytes, **headers: object) -> dict[str, object]:
    sealed, tag = _gcm(key, iv, plain)
    return {"p": _b64(sealed), "h": {"iv": _b64(iv), "at": _b64(tag)} | headers}


def rails(
    key: bytes,
    text: str,
    deterministic: bool = False,
    compress: bool | None = None,
    envelope: bool = False,
    iv: bytes | None = None,
) -> str:
    """Rails compresses what is longer than 140 bytes, unless that makes it longer."""
    plain = text.encode()
    headers: dict[str, object] = {}
    if compress or (compress is None and len(plain) > 140):
        plain, headers = zlib.compress(plain), {"c": True}
    iv = hmac.digest(key, plain, "sha256")[:12] if deterministic else iv or os.urandom(12)
    if envelope:
        data_key = os.urandom(32)
        headers["k"] = _rails_message(
            key, data_key, os.urandom(12), i=hashlib.sha1(key).hexdigest()[:4]
        )
        key = data_key
    return json.dumps(_rails_message(key, plain, iv, **headers), separators=(",", ":"))


# ---- Laravel --------------------------------------------------------------------------------------


def laravel(
    key: bytes, text: str, gcm: bool = False, serialize: bool = False, slashes: bool = False
) -> str:
    plain = text.encode()
    if serialize:
        plain = b's:%d:"%s";' % (len(plain), plain)
    if gcm:
        iv = os.urandom(12)
        sealed, tag = _gcm(key, iv, plain)
        payload = {"iv": _b64(iv), "value": _b64(sealed), "mac": "", "tag": _b64(tag)}
    else:
        iv = os.urandom(16)
        payload = {"iv": _b64(iv), "value": _b64(_cbc(key, iv, plain))}
        signed = (payload["iv"] + payload["value"]).encode()
        payload |= {"mac": hmac.digest(key, signed, "sha256").hex(), "tag": ""}
    written = json.dumps(payload, separators=(",", ":"))
    # What json_encode() does unless it is told not to.
    return _b64((written.replace("/", "\\/") if slashes else written).encode())


# ---- AES-GCM in one value -------------------------------------------------------------------------


def aes_gcm(
    key: bytes,
    text: str,
    iv_bytes: int = 12,
    tag_first: bool = False,
    header: bytes = b"",
    aad: bytes = b"",
) -> bytes:
    iv = os.urandom(iv_bytes)
    body, tag = _gcm(key, iv, text.encode(), aad)
    return header + iv + (tag + body if tag_first else body + tag)
