"""A pusher that decrypts: what leaves, what happens to values that cannot be decrypted, and where
plaintext and keys are meanwhile."""

import base64
import os
import unittest

import formats
from harness import BUILD
from persons import RAILS, Case, literal

CANARY = "canary.wren.4711"


class Formats(Case):
    def test_filled_and_streamed(self):
        self.row(1, f"{CANARY}@Example.COM", "07700 900123", "1980-07-31", "99.99")
        self.row(2, None, None, None, None)
        self.row(3, "   ", "", "2999-01-01", "-0.5")
        wanted = [
            (1, True, True, True, "40-49", "0..500", "example.com"),
            (2, False, False, False, None, None, None),
            (3, False, True, False, None, "<0", None),
        ]
        self.run_until_current()
        self.assertEqual(self.fields("r"), wanted)
        packed = formats.rails(self.rails, f"{CANARY}@gmail.com", compress=True, envelope=True)
        self.row(4, None, None, " 1931-02-28 ", "+1e3")
        self.commit()
        self.database.sql(f"UPDATE app.persons SET mail = {literal(packed)} WHERE id = 4")
        self.row(5, "zoë@llewellyn.example", "+44 7700 900123", None, "007")
        # Encrypted anew, it is the same: nothing is sent for it.
        again = formats.rails(self.rails, f"{CANARY}@Example.COM")
        self.database.sql(f"UPDATE app.persons SET mail = {literal(again)} WHERE id = 1")
        self.database.sql("UPDATE app.persons SET mail = NULL, n = 6 WHERE id = 3")
        self.database.sql("DELETE FROM app.persons WHERE id = 2")
        self.run_until_current()
        self.assertEqual(
            self.fields("c"),
            [
                (4, False, False, False, "90+", None, None),
                (5, True, True, True, None, "0..500", "llewellyn.example"),
            ],
        )
        self.assertEqual(
            self.fields("u"),
            [
                (4, True, True, True, "90+", None, "gmail.com"),
                (6, False, False, False, None, "<0", None),
            ],
        )
        self.assertEqual(len(self.records("d")), 1)
        # What is no number was counted, and said.
        (event,) = self.events("undecryptable")
        self.assertEqual((event["column"], event["reason"]), ("score", "not_of_type"))
        self.assert_nowhere(CANARY, "900123", "llewellyn@")

    def assert_nowhere(self, *texts):
        for path in self.pusher.written():
            data = path.read_bytes()
            for text in texts:
                self.assertNotIn(text.encode(), data, path)

    def test_leftovers(self):
        """`plaintext allowed` reads what was never encrypted; other columns take it for missing."""
        for n in range(1, 301):
            self.row(n, "ann@example.com")
        self.insert(1000, "'ann@example.com', '+44 7700 900123', NULL, NULL")
        self.run_until_current()
        self.assertEqual(self.fields("r")[-1], (1000, False, True, True, None, None, None))
        (event,) = self.events("undecryptable")
        self.assertEqual((event["column"], event["reason"]), ("mail", "not_encrypted"))
        self.assertEqual((event["values"], event["of"]), (1, 301))


# AddressSanitizer makes mlock() do nothing.
SANITIZED = b"__asan_init" in (BUILD / "sluice-pusher").read_bytes()


def memory_of(pid):
    """All that a process has mapped and may be read."""
    parts = []
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb") as mem:
        for line in maps:
            span, rights = line.split()[:2]
            begin, end = (int(part, 16) for part in span.split("-"))
            if "r" not in rights or line.rstrip().endswith(("[vvar]", "[vsyscall]")):
                continue
            if end - begin > 1 << 30:  # the state's address space, which is mostly no memory
                continue
            try:
                mem.seek(begin)
                parts.append(mem.read(end - begin))
            except OSError:
                continue
    return b"\0".join(parts)


@unittest.skipUnless(os.geteuid() == 0, "only root may look into these processes")
class Memory(Case):
    def assert_in_none(self, memory, needles, what):
        for needle in needles:
            self.assertEqual(memory.count(needle), 0, f"{what}: {needle[:12]!r}…")

    def look(self, plain):
        """Plaintext in no process; keys in neither the sender nor the reader's own copies of them."""
        processes = self.pusher.processes()
        reader, sender = (memory_of(processes[role]) for role in ("reader", "sender"))
        self.assertIn(b"has_mail", reader)  # that the looking works at all
        self.assert_in_none(reader, plain, "reader")
        self.assert_in_none(sender, plain, "sender")
        secrets = [
            self.rails,
            self.laravel,
            self.gcm,
            base64.urlsafe_b64decode(self.fernet_key),
            self.fernet_key,
            RAILS["primary_key"].encode(),
        ]
        self.assert_in_none(sender, secrets, "sender")
        # The reader is given what was made of the secrets, not those themselves.
        self.assert_in_none(reader, [RAILS["primary_key"].encode(), self.fernet_key], "reader")
        # Its own copies of the keys are locked and left out of dumps.
        with open(f"/proc/{processes['reader']}/smaps", encoding="utf-8") as smaps:
            flags = [line for line in smaps if line.startswith("VmFlags")]
        wanted = (" dd ",) if SANITIZED else (" lo ", " dd ")
        self.assertTrue(any(all(flag in line for flag in wanted) for line in flags))
        with open(f"/proc/{processes['reader']}/limits", encoding="utf-8") as limits:
            (core,) = [line for line in limits if line.startswith("Max core file size")]
        self.assertEqual(core.split()[4:6], ["0", "0"])

    def canaries(self, stem):
        mails = [f"{stem}.wren.{n}.{'z' * (n * 7 % 90)}@example.com" for n in range(60)]
        mobiles = [f"{stem} robin {n:05}" for n in range(60)]
        return mails, mobiles

    def test_memory(self):
        mails, mobiles = self.canaries("filled")
        for n, (mail, mobile) in enumerate(zip(mails, mobiles, strict=True)):
            self.row(n, mail, mobile, "1980-07-31", "123.4567891")
        self.commit()
        self.pusher.start()
        self.pusher.wait_until_current()
        self.look([b"filled.wren.", b"filled robin", b"123.4567891", b"1980-07-31"])
        mails, mobiles = self.canaries("streamed")
        for n, (mail, mobile) in enumerate(zip(mails, mobiles, strict=True)):
            packed = formats.rails(self.rails, mail, compress=n % 2 == 0, envelope=n % 3 == 0)
            values = ", ".join(literal(v) for v in (packed, formats.laravel(self.laravel, mobile)))
            self.insert(1000 + n, f"{values}, NULL, NULL")
        self.commit()
        self.pusher.wait_until_current()
        self.assertEqual(len(self.records("c")), 60)
        self.look([b"streamed.wren.", b"streamed robin"])
        self.assertEqual(self.pusher.stop(), 0)
        for path in self.pusher.written():
            self.assertNotIn(b".wren.", path.read_bytes())


class Failures(Case):
    def test_wrong_key_at_the_start(self):
        """Not one record leaves, and the check says so, too."""
        for n in range(1, 4):
            self.row(n, "ann@example.com")
        self.commit()
        self.pusher.config["keys"]["platform"]["rails"]["primary_key"] = self.secret("x", "wrong")
        self.pusher.write_config()
        self.assertEqual(self.pusher.call("run", "--until-current"), 2)
        self.assertEqual(self.records(), [])
        self.assertIn("3 of 3 values that were looked at cannot be decrypted (not_authentic)",
                      self.pusher.errors())  # fmt: skip
        self.assertNotEqual(self.pusher.call("check"), 0)

    def test_wrong_key_later(self):
        """The stream stops before the eleventh failure among the last thousand leaves."""
        for n in range(1, 21):
            self.row(n, "ann@example.com")
        self.commit()
        self.pusher.start()
        self.pusher.wait_until_current()
        other = formats.rails_key("another key", RAILS["salt"])
        for n in range(101, 121):
            value = literal(formats.rails(other, "bob@example.com"))
            self.insert(n, f"{value}, NULL, NULL, NULL")
        self.commit()
        self.assertEqual(self.pusher.process.wait(30), 2)
        self.assertLessEqual(len(self.records("c")), 10)
        self.assertIn("too many of its values cannot be decrypted", self.pusher.errors())
        (event,) = self.events("undecryptable")[-1:]
        self.assertEqual((event["reason"], event["values"]), ("not_authentic", 11))
        # Another start does not come as far as that: the keys are held against the table first.
        self.assertEqual(self.pusher.call("run", "--until-current"), 2)
        self.assertIn("20 of 40 values that were looked at cannot be", self.pusher.errors())
        # With the other key beside the first, all that was stopped for is sent.
        self.pusher.config["keys"]["platform"]["rails"]["primary_key"] = [
            {"file": "keys/primary_key"},
            self.secret("another", "another key"),
        ]
        self.pusher.write_config()
        self.run_until_current()
        sent = {record["n"]: record["has_mail"] for record in self.records("c")}
        self.assertEqual(len(sent), 20)
        self.assertTrue(all(sent[n] for n in range(111, 121)))

    def test_configuration(self):
        """What a key lacks is said with its place, and never with the key."""
        platform = self.pusher.config["keys"]["platform"]
        platform["fernet"] = {"keys": self.secret("short", "tooshort.secret")}
        platform["laravle"] = {}
        del platform["rails"]["salt"]
        self.pusher.write_config()
        self.assertEqual(self.pusher.call("check"), 1)
        said = self.pusher.errors()
        self.assertIn("keys.platform.rails", said)
        self.assertIn("'salt' is missing", said)
        self.assertIn("a Fernet key is 32 bytes in base64url", said)
        self.assertIn("did you mean 'laravel'", said)
        self.assertNotIn("tooshort.secret", said)


if __name__ == "__main__":
    unittest.main()
