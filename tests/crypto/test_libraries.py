"""Values as the libraries themselves make them, thousands of them, opened by the pusher's own code;
then what is left of them when they are altered.

Fernet and MultiFernet of Python's cryptography; the fields of two packages for Django and the types of
SQLAlchemy-Utils; Lockbox of Ruby; Tink; @47ng/cloak of Node. Layouts of libraries that no registry
here has (Rails from 7.0, Laravel, Cloak of Elixir) are written by formats.py, and published vectors of
theirs are in tests/unit/runtime/crypto."""

import base64
import json
import os
import random
import subprocess
import unittest

from cryptography.fernet import Fernet, MultiFernet

import formats
from harness import BUILD, TOP

VALUES = int(os.environ.get("SLUICE_CRYPTO_VALUES", "2000"))
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz@.0123456789",
    "äöüßéñ",
    "日本語テキスト",
    "😀🎉",
    " \t\n\r",
)


def texts(seed, count=VALUES):
    """Random texts, most of them short; the first ones empty, one byte, and long."""
    rng = random.Random(seed)
    yield from ("", "a", "\u00e9", "x" * 140, "x" * 141, "0" * 100_000)
    for _ in range(count):
        length = rng.choice((rng.randrange(16), rng.randrange(64), rng.randrange(700)))
        yield "".join(rng.choice(rng.choice(ALPHABETS)) for _ in range(length))


def open_values(
    form, options, values, parameters=(), raw=False, table="users", column="email_ciphertext"
):
    """What came of each: (outcome, plaintext)."""
    words = [BUILD / "open-values", form, table, column]
    words += [f"{name}={value}" for name, value in options]
    words += ["---", *(f"{name}={value}" for name, value in parameters)]
    words += ["---", "raw"] if raw else []
    lines = "".join(value.hex() + "\n" for value in values)
    result = subprocess.run(words, input=lines.encode(), capture_output=True, check=False)
    if result.returncode != 0:
        raise AssertionError(result.stderr.decode())
    for line in result.stdout.decode().splitlines():
        outcome, plain = line.split(" ")
        yield outcome, bytes.fromhex(plain)


class Values(unittest.TestCase):
    def check(self, form, options, plain, stored, **more):
        """Every value opens, and altered or with other keys none does otherwise than as itself."""
        stored = [value.encode() if isinstance(value, str) else value for value in stored]
        plain = [text.encode() if isinstance(text, str) else text for text in plain]
        opened = list(open_values(form, options, stored, **more))
        self.assertEqual(len(opened), len(plain))
        for text, found in zip(plain, opened, strict=True):
            self.assertEqual(found, ("opened", text))
        self.check_altered(form, options, plain, stored, **more)

    def check_altered(self, form, options, plain, stored, **more):
        rng = random.Random(1)
        altered, originals = [], []
        for _ in range(VALUES):
            at = rng.randrange(len(stored))
            value, other = bytearray(stored[at]), rng.choice(stored)
            if len(value) > 2000 or not value:
                continue
            place = rng.randrange(len(value))
            how = rng.randrange(4)
            if how == 0:
                value[place] ^= 1 << rng.randrange(8)
            elif how == 1:
                del value[place:]
            elif how == 2:
                end = place + rng.randrange(1, 40)
                value[place:end] = other[place:end]
            else:
                value[place:place] = rng.randbytes(rng.randrange(1, 4))
            altered.append(bytes(value))
            originals.append({plain[at], plain[stored.index(other)]})
        known = dict(zip(stored, plain, strict=True))
        for value, (outcome, text), allowed in zip(
            altered, open_values(form, options, altered, **more), originals, strict=True
        ):
            if outcome == "opened":
                # An empty value is an empty text for Lockbox.
                same = text in allowed or text == known.get(value, b"")
                self.assertTrue(same, f"accepted: {value!r}")
            else:
                self.assertEqual(text, b"")


class Python(Values):
    def test_fernet(self):
        key = Fernet.generate_key()
        plain = list(texts(1))
        stored = [Fernet(key).encrypt(text.encode()) for text in plain]
        self.check("fernet", [("keys", key.decode())], plain, stored)

    def test_multi_fernet(self):
        """Old and new keys in one column, in any order of the configuration's."""
        keys = [Fernet.generate_key() for _ in range(5)]
        plain = list(texts(2))
        rings = [MultiFernet([Fernet(key) for key in keys[at:]]) for at in range(len(keys))]
        stored = [rings[at % 5].encrypt(text.encode()) for at, text in enumerate(plain)]
        options = [("keys", key.decode()) for key in reversed(keys)]
        self.check("fernet", options, plain, stored)
        without = [("keys", key.decode()) for key in keys[1:]]
        for at, (outcome, _) in enumerate(open_values("fernet", without, stored)):
            self.assertEqual(outcome, "not_authentic" if at % 5 == 0 else "opened")

    def test_django_fields(self):
        """What the fields themselves hand to the database, with keys that are no longer the first."""
        from types import SimpleNamespace

        from django.conf import settings

        settings.configure(
            SECRET_KEY="the newest secret",
            SECRET_KEY_FALLBACKS=["the old secret"],
            SALT_KEY="a salt",
            FERNET_KEYS=["key two", "key one"],
        )
        from encrypted_fields.fields import EncryptedTextField as Pbkdf2Field
        from fernet_fields import EncryptedTextField as HkdfField

        plain = [text for text in texts(11, VALUES // 4) if text]  # it stores no empty text
        field = Pbkdf2Field()
        stored = [field.get_prep_value(text) for text in plain]
        options = [("derive", "django_fernet_encrypted_fields"), ("salt", "a salt")]
        keys = [("keys", "the old secret"), ("keys", "the newest secret")]
        self.check("fernet", [*keys, *options], plain, stored)
        field = HkdfField()
        connection = SimpleNamespace(Database=SimpleNamespace(Binary=bytes))
        plain.append("")
        stored = [field.get_db_prep_save(text, connection) for text in plain]
        keys = [("keys", "key one"), ("keys", "key two")]
        self.check("fernet", [*keys, ("derive", "django_fernet_fields")], plain, stored)

    def test_sqlalchemy_types(self):
        """What the types bind as parameters."""
        from sqlalchemy import String
        from sqlalchemy.dialects import postgresql
        from sqlalchemy_utils.types.encrypted import encrypted_type as types

        plain = list(texts(12, VALUES // 4))
        for engine, form, parameters in (
            (types.AesGcmEngine, "aes_gcm", [("order", "iv_tag_ciphertext")]),
            (types.FernetEngine, "fernet", []),
        ):
            with self.subTest(engine.__name__):
                column = types.StringEncryptedType(String, "a secret", engine)
                stored = [column.process_bind_param(text, postgresql.dialect()) for text in plain]
                options = [("keys", "a secret"), ("derive", "sha256")]
                self.check(form, options, plain, stored, parameters=parameters)

    def test_django_derivations(self):
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF
        from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

        sha256 = hashes.SHA256()
        hkdf = HKDF(sha256, 32, b"django-fernet-fields-hkdf-salt", b"django-fernet-fields")
        pbkdf2 = PBKDF2HMAC(sha256, 32, b"a salt", 100_000)
        digest = hashes.Hash(sha256)
        digest.update(b"a secret")
        cases = [
            ("django_fernet_fields", hkdf.derive(b"a secret"), []),
            ("django_fernet_encrypted_fields", pbkdf2.derive(b"a secret"), [("salt", "a salt")]),
            ("sha256", digest.finalize(), []),
        ]
        plain = list(texts(3, 50))
        for derive, key, more in cases:
            with self.subTest(derive):
                fernet = Fernet(base64.urlsafe_b64encode(key))
                stored = [fernet.encrypt(text.encode()) for text in plain]
                options = [("keys", "a secret"), ("derive", derive), *more]
                self.check("fernet", options, plain, stored)


class Ruby(Values):
    KEY = "7f" * 32

    def lockbox(self, messages, **more):
        given = {"key": self.KEY, "table": "users", "attribute": "email_ciphertext"}
        given |= {"options": more.pop("options", {})} | more
        lines = "".join(json.dumps(given | {"message": message}) + "\n" for message in messages)
        result = subprocess.run(
            ["ruby", TOP / "tests/crypto/lockbox.rb"],
            input=lines,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        return [bytes.fromhex(json.loads(line)) for line in result.stdout.splitlines()]

    def test_lockbox(self):
        plain = [text for text in texts(4) if text]
        stored = [base64.b64encode(value) for value in self.lockbox(plain)]
        self.check("lockbox", [("keys", self.KEY)], plain, stored)
        self.check("lockbox", [("keys", self.KEY)], [""], [""])
        self.check("lockbox", [("keys", "00" * 32), ("keys", self.KEY)], plain, stored)

    def test_binary_and_padded(self):
        plain = list(texts(5))
        stored = self.lockbox(plain, options={"padding": True})
        parameters = [("padding", "yes")]
        self.check("lockbox", [("keys", self.KEY)], plain, stored, parameters=parameters, raw=True)

    def test_packed(self):
        numbers = [0, 1, -1, 42, 2**63 - 1, -(2**63)]
        stored = [base64.b64encode(value) for value in self.lockbox(numbers, type="integer")]
        plain = [str(number) for number in numbers]
        parameters = [("packed", "integer")]
        self.check("lockbox", [("keys", self.KEY)], plain, stored, parameters=parameters)
        floats = [0.0, 1.5, -2.25, 1e300]
        stored = [base64.b64encode(value) for value in self.lockbox(floats, type="float")]
        options = [("keys", self.KEY)]
        found = open_values("lockbox", options, stored, parameters=[("packed", "float")])
        self.assertEqual([float(text) for _, text in found], floats)


class Node(Values):
    def test_cloak(self):
        """Two keys, each with the prefix of its fingerprint."""
        plain = list(texts(13, VALUES // 4))
        raw = [base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=") for _ in range(2)]
        lines = "".join(
            json.dumps({"key": f"k1.aesgcm256.{raw[at % 2]}", "message": text}) + "\n"
            for at, text in enumerate(plain)
        )
        result = subprocess.run(
            ["node", TOP / "tests/crypto/cloak.js"],
            input=lines,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        stored = [json.loads(line) for line in result.stdout.splitlines()]
        prefixes = sorted({".".join(value.split(".")[:3]) + "." for value in stored})
        self.assertEqual(len(prefixes), 2)
        options = [*(("keys", key) for key in raw), ("encoding", "base64url")]
        parameters = [("encoding", "dotted"), ("prefix", " ".join(prefixes))]
        self.check("aes_gcm", options, plain, stored, parameters=parameters)


class Tink(Values):
    def test_tink(self):
        """Keys of one keyset with their numbers before the values, and raw ones."""
        import io

        import tink
        from tink import aead, cleartext_keyset_handle

        aead.register()
        for template, header_bytes in (
            (aead.aead_key_templates.AES256_GCM, 5),
            (aead.aead_key_templates.AES256_GCM_RAW, 0),
        ):
            handle = tink.new_keyset_handle(template)
            text = io.StringIO()
            cleartext_keyset_handle.write(tink.JsonKeysetWriter(text), handle)
            data = json.loads(text.getvalue())["key"][0]["keyData"]["value"]
            key = base64.b64decode(data)[-32:]  # the key is the message's last field
            primitive = handle.primitive(aead.Aead)
            plain = list(texts(6, VALUES // 4))
            stored = [primitive.encrypt(text.encode(), b"app.persons.email") for text in plain]
            parameters = [("aad", "app.persons.email")]
            if header_bytes:
                parameters.append(("header", f"0000000000 {stored[0][:5].hex()}"))
            self.check("aes_gcm", [("keys", key.hex()), ("encoding", "hex")], plain, stored,
                       parameters=parameters, raw=True)  # fmt: skip


class Layouts(Values):
    def test_rails(self):
        keys = {
            (option, digest): formats.rails_key(f"the {option}", "the salt", digest)
            for option in ("primary_key", "deterministic_key")
            for digest in ("sha1", "sha256")
        }
        options = [(option, f"the {option}") for option in ("primary_key", "deterministic_key")]
        options.append(("salt", "the salt"))
        plain = list(texts(7))
        rng = random.Random(7)
        stored = []
        for text in plain:
            (option, _), key = rng.choice(list(keys.items()))
            stored.append(formats.rails(key, text, deterministic=option == "deterministic_key",
                                        envelope=rng.random() < 0.2))  # fmt: skip
        self.check("rails", options, plain, stored)

    def test_rails_bomb(self):
        """A stream that claims gigabytes of plaintext is refused, not read."""
        key = formats.rails_key("a key", "a salt")
        stored = [formats.rails(key, "0" * (8 << 20), compress=True).encode()]
        self.assertLess(len(stored[0]), 20_000)
        options = [("primary_key", "a key"), ("salt", "a salt")]
        self.assertEqual(list(open_values("rails", options, stored)), [("too_large", b"")])

    def test_laravel(self):
        plain = list(texts(8))
        for bits in (128, 256):
            key, old = os.urandom(bits // 8), os.urandom(bits // 8)
            stored = [
                formats.laravel((key, old)[at % 7 == 0], text, gcm=at % 2 == 0, slashes=at % 3 == 0)
                for at, text in enumerate(plain)
            ]
            options = [("keys", "base64:" + base64.b64encode(each).decode()) for each in (key, old)]
            self.check("laravel", options, plain, stored)

    def test_laravel_serialized(self):
        key = os.urandom(32)
        plain = list(texts(9, 200)) + ['s:1:"x";', '";']
        stored = [formats.laravel(key, text, serialize=True) for text in plain]
        options = [("keys", "base64:" + base64.b64encode(key).decode())]
        self.check("laravel", options, plain, stored, parameters=[("serialized", "yes")])
        # What is not serialized is of another kind; it is not taken as it is.
        stored = [formats.laravel(key, "plain").encode()]
        found = list(open_values("laravel", options, stored, parameters=[("serialized", "yes")]))
        self.assertEqual(found, [("not_supported", b"")])

    def test_aes_gcm(self):
        cloak = bytes((1, 10)) + b"AES.GCM.V1"
        cases = [
            ("sqlalchemy", {"tag_first": True}, [("order", "iv_tag_ciphertext")], base64.b64encode),
            (
                "cloak",
                {"tag_first": True, "iv_bytes": 16, "header": cloak, "aad": b"AES256GCM"},
                [("order", "iv_tag_ciphertext"), ("iv", "16"), ("header", cloak.hex()),
                 ("aad", "AES256GCM"), ("encoding", "raw")],
                bytes,
            ),
            ("hex", {}, [("encoding", "hex")], lambda value: value.hex().encode()),
            ("base64url", {}, [("encoding", "base64url")], base64.urlsafe_b64encode),
            ("prefixed", {}, [("prefix", "enc:")], lambda value: b"enc:" + base64.b64encode(value)),
        ]  # fmt: skip
        plain = list(texts(10, VALUES // 4))
        for name, layout, parameters, encode in cases:
            for length in (16, 24, 32):
                with self.subTest(name, length=length):
                    key = os.urandom(length)
                    stored = [encode(formats.aes_gcm(key, text, **layout)) for text in plain]
                    options = [("keys", key.hex()), ("encoding", "hex")]
                    self.check("aes_gcm", options, plain, stored, parameters=parameters)

    def test_sizes(self):
        """Beyond the most that is read, nothing is."""
        key = os.urandom(32)
        stored = [base64.b64encode(formats.aes_gcm(key, "x" * size)) for size in (1 << 20, 1 << 21)]
        options = [("keys", key.hex()), ("encoding", "hex")]
        outcomes = [outcome for outcome, _ in open_values("aes_gcm", options, stored)]
        self.assertEqual(outcomes[1], "too_large")


if __name__ == "__main__":
    unittest.main()
