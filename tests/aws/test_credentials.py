"""Where credentials come from, and that they are renewed: our client, sandboxed as the sender is, against
the fake's services, instance and container."""

import pathlib
import shutil
import stat
import tempfile
import time
import unittest

from aws_support import FakeAws
from caller import Caller


class Credentials(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.fake = FakeAws()
        cls.addClassCleanup(cls.fake.stop)
        cls.fake.create("kinesis", "events", shards=1)

    def setUp(self):
        self.fake.do(
            "credentials",
            lifetime_s=3600,
            refusals={},
            web_identity_token=None,
            container_authorization=None,
        )
        self.before = self.fake.status()
        # In a directory that does not hold the pusher's own files, as on a real host.
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="sluice-home."))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        (self.home / ".aws").mkdir()
        self.environment = self.fake.environment() | {"HOME": self.home}
        del self.environment["AWS_CONFIG_FILE"], self.environment["AWS_SHARED_CREDENTIALS_FILE"]

    # ---- saying where ----

    def write(self, name, text):
        """Puts a file in the place of the old one, as programs do that write keys."""
        path = self.home / ".aws" / name
        path.with_suffix(".new").write_text(text)
        path.with_suffix(".new").rename(path)
        return path

    def profile(self, name="default", issued=None, **settings):
        if issued:
            settings |= {
                "aws_access_key_id": issued["id"],
                "aws_secret_access_key": issued["secret"],
            }
            if issued["token"]:
                settings["aws_session_token"] = issued["token"]
        lines = "".join(f"{key} = {value}\n" for key, value in settings.items())
        return f"[{'' if name == 'default' else 'profile '}{name}]\n{lines}"

    def issued(self):
        """How many of each source since the test began."""
        before, now = self.before["issued"], self.fake.status()["issued"]
        return {source: now[source] - before.get(source, 0) for source in now}

    # ---- asserting ----

    def assert_works(self, result):
        self.assertEqual(result["outcome"], "OK", result)

    def assert_source(self, caller, source):
        self.assertEqual(caller.first.get("source"), source, caller.first)
        self.assert_works(caller.call())

    def assert_no_client(self, text, *words, **environment):
        with Caller(self.environment | environment, *words) as caller:
            self.assertEqual(caller.first.get("class"), "config", caller.first)
            self.assertIn(text, caller.first["text"])
            return caller.first

    # ---- each source ----

    def test_environment(self):
        with Caller(self.fake.environment(self.fake.do("issue"))) as caller:
            self.assert_source(caller, "environment")

    def test_environment_only_ends(self):
        with Caller(self.fake.environment(self.fake.do("issue"))) as caller:
            self.assert_works(caller.call())
            self.fake.do("expire")
            result = caller.call()
        self.assertEqual((result["outcome"], result["class"]), ("EXPIRED", "config"))
        past = {"AWS_CREDENTIAL_EXPIRATION": "2020-01-01T00:00:00Z"}
        with Caller(self.fake.environment(self.fake.do("issue")) | past) as caller:
            result = caller.call()
        self.assertEqual((result["outcome"], result["class"]), ("NO_CREDENTIALS", "config"))

    def test_environment_before_the_default_profile(self):
        self.write("credentials", "[default]\naws_access_key_id=AKIAX\naws_secret_access_key=x\n")
        environment = self.environment | self.fake.environment(self.fake.do("issue", session=False))
        with Caller(environment) as caller:
            self.assert_source(caller, "environment")

    def test_keys_of_a_profile(self):
        self.write("credentials", self.profile(issued=self.fake.do("issue", session=False)))
        with Caller(self.environment) as caller:
            self.assert_source(caller, "profile default")

    def test_keys_that_another_program_replaces(self):
        self.write("credentials", self.profile(issued=self.fake.do("issue")))
        with Caller(self.environment) as caller:
            self.assert_source(caller, "profile default")
            self.write("credentials", self.profile(issued=self.fake.do("issue")))
            self.fake.do("expire")
            self.assertEqual(caller.call()["outcome"], "EXPIRED")  # both were: nothing to be had
            self.write("credentials", self.profile(issued=self.fake.do("issue")))
            self.assert_works(caller.call())

    def test_a_role_assumed_with_another_profile(self):
        keys = self.profile("keys", self.fake.do("issue", session=False))
        role = self.profile("role", role_arn="arn:aws:iam::1:role/r", source_profile="keys")
        self.write("config", keys + role)
        with Caller(self.environment, "--profile", "role") as caller:
            self.assert_source(caller, "profile role")
        self.assertEqual(self.issued()["AssumeRole"], 1)

    def test_a_role_assumed_with_a_role(self):
        text = self.profile("keys", self.fake.do("issue", session=False))
        text += self.profile("first", role_arn="arn:aws:iam::1:role/a", source_profile="keys")
        text += self.profile("second", role_arn="arn:aws:iam::1:role/b", source_profile="first")
        self.write("config", text)
        with Caller(self.environment | {"AWS_PROFILE": "second"}) as caller:
            self.assert_source(caller, "profile second")
        self.assertEqual(self.issued()["AssumeRole"], 2)

    def test_a_role_assumed_with_the_instance_and_the_container(self):
        for source, counted in (("Ec2InstanceMetadata", "imds"), ("EcsContainer", "container")):
            with self.subTest(source=source):
                self.write(
                    "config",
                    self.profile(role_arn="arn:aws:iam::1:role/r", credential_source=source),
                )
                container = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": self.fake.http + "/container"}
                with Caller(self.environment | container) as caller:
                    self.assert_source(caller, "profile default")
                self.assertEqual(self.issued()[counted], 1)

    def test_web_identity_whose_token_is_replaced(self):
        directory = self.home / "token"
        directory.mkdir()

        def put(text):
            # As the kubelet does: a link to a directory that is exchanged.
            place = pathlib.Path(tempfile.mkdtemp(dir=directory))
            (place / "token").write_text(text)
            (directory / "next").symlink_to(place)
            (directory / "next").replace(directory / "..data")

        put("first\n")
        (directory / "token").symlink_to("..data/token")
        self.fake.do("credentials", web_identity_token="first")
        environment = self.environment | {
            "AWS_WEB_IDENTITY_TOKEN_FILE": directory / "token",
            "AWS_ROLE_ARN": "arn:aws:iam::1:role/r",
        }
        with Caller(environment) as caller:
            self.assert_source(caller, "web identity")
            put("second")
            self.fake.do("credentials", web_identity_token="second")
            self.fake.do("expire")
            self.assert_works(caller.call())
            self.fake.do("credentials", web_identity_token="third")
            self.fake.do("expire")
            refused = caller.call()
            # It worked before, so it may again; nothing is given up.
            self.assertEqual((refused["outcome"], refused["class"]), ("NO_CREDENTIALS", "retry"))
            self.assertIn("InvalidIdentityToken", refused["text"])
            self.assertNotIn("second", refused["text"])
            put("third")
            time.sleep(refused["pause_ms"] / 1000)
            self.assert_works(caller.call())

    def test_container(self):
        full = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": self.fake.http + "/container"}
        with Caller(self.environment | full) as caller:
            self.assert_source(caller, "container")

    def test_container_that_wants_a_token(self):
        directory = self.home / "eks"
        directory.mkdir()
        (directory / "token").write_text("of the pod\n")
        self.fake.do("credentials", container_authorization="of the pod")
        environment = self.environment | {
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": self.fake.http + "/container",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": "not this one: the file comes first",
        }
        file = {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": directory / "token"}
        with Caller(environment | file) as caller:
            self.assert_source(caller, "container")
        with Caller(environment) as caller:
            self.assertIn("status 401", caller.call()["text"])

    def test_a_container_far_away_is_not_asked_in_the_clear(self):
        full = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://192.0.2.1/credentials"}
        with Caller(self.environment | full) as caller:
            result = caller.call()
        self.assertEqual((result["outcome"], result["class"]), ("NO_CREDENTIALS", "config"))

    def test_instance(self):
        with Caller(self.environment) as caller:
            self.assert_source(caller, "instance")

    def test_instance_says_the_region(self):
        del self.environment["AWS_REGION"], self.environment["AWS_DEFAULT_REGION"]
        with Caller(self.environment) as caller:
            self.assertEqual(caller.first["region"], "")
            self.assert_works(caller.call())

    def test_instance_without_version_2_is_not_asked_by_version_1(self):
        self.fake.do("credentials", refusals={"imds": 403})
        with Caller(self.environment) as caller:
            result = caller.call()
        self.assertEqual((result["outcome"], result["class"]), ("NO_CREDENTIALS", "config"))
        self.assertIn("version 1 is never used", result["remedy"])

    def test_nothing_configured(self):
        self.assert_no_client("no source of AWS credentials", AWS_EC2_METADATA_DISABLED="true")

    def test_a_profile_that_needs_a_person(self):
        self.write("config", self.profile("me", sso_session="corp"))
        first = self.assert_no_client("signs in through a browser", "--profile", "me")
        self.assertIn("export-credentials", first["remedy"])

    # ---- credential_process ----

    def process(self, text):
        """A profile whose program is this shell script."""
        program = self.home / "program"
        program.write_text("#!/bin/sh\n" + text)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.write("config", self.profile(credential_process=f'"{program}" "with words"'))

    def answer(self, issued, **more):
        return (
            f'{{"Version": 1, "AccessKeyId": "{issued["id"]}",'
            f' "SecretAccessKey": "{issued["secret"]}", "SessionToken": "{issued["token"]}"}}'
        )

    def test_a_program_is_run_though_the_caller_is_sandboxed(self):
        answer = self.home / "answer"
        answer.write_text(self.answer(self.fake.do("issue")))
        self.process(f'[ "$1" = "with words" ] && echo run >>{self.home}/runs && cat {answer}')
        with Caller(self.environment) as caller:
            self.assert_source(caller, "profile default")
            self.fake.do("expire")
            answer.write_text(self.answer(self.fake.do("issue")))
            self.assertEqual([r["outcome"] for r in caller.call(times=4)], ["OK"] * 4)
        # Four calls that found the old ones expired asked once.
        self.assertEqual((self.home / "runs").read_text(), "run\nrun\n")

    def test_programs_that_fail(self):
        for text, said in (
            ("exit 3", "status 3"),
            ("echo no JSON", 'no JSON with "Version": 1'),
            ("echo '{\"Version\": 2}'", 'no JSON with "Version": 1'),
            ("kill -9 $$", "status 137"),
            ("head -c 100000 /dev/zero", "and 0 bytes"),
        ):
            with self.subTest(program=text):
                self.process(text)
                with Caller(self.environment) as caller:
                    result = caller.call()
                self.assertEqual(result["outcome"], "NO_CREDENTIALS", result)
                self.assertIn(said, result["text"])

    def test_the_runner_ends_with_its_caller(self):
        # The parent is the shell, the shell's parent the runner: fourth in its stat.
        self.process(f"cut -d' ' -f4 /proc/$PPID/stat >{self.home}/runner; exit 1")
        with Caller(self.environment) as caller:
            caller.call()
            runner = int((self.home / "runner").read_text())
            self.assertTrue(pathlib.Path(f"/proc/{runner}").exists())
            caller.process.kill()
        deadline = time.monotonic() + 10
        while pathlib.Path(f"/proc/{runner}").exists():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)

    # ---- renewal ----

    def test_renewed_ahead_of_their_end(self):
        self.fake.do("credentials", lifetime_s=3)
        with Caller(self.environment) as caller:
            end = time.monotonic() + 5
            while time.monotonic() < end:
                self.assert_works(caller.call(sleep_ms=100))
        self.assertGreaterEqual(self.issued()["imds"], 2)
        calls = self.fake.status()["calls"]
        expired = "kinesis:DescribeStreamSummary ExpiredTokenException"
        self.assertEqual(calls.get(expired), self.before["calls"].get(expired), calls)

    def test_expired_all_of_a_sudden(self):
        with Caller(self.environment) as caller:
            self.assert_works(caller.call())
            for _ in range(3):
                self.fake.do("expire")
                self.assertEqual([r["outcome"] for r in caller.call(times=8)], ["OK"] * 8)
        self.assertEqual(self.issued()["imds"], 4)

    def test_old_ones_serve_while_new_ones_cannot_be_had(self):
        self.fake.do("credentials", lifetime_s=3)
        with Caller(self.environment) as caller:
            self.assert_works(caller.call())
            self.fake.do("credentials", refusals={"imds": 500})
            while not caller.logged("credentials_not_renewed"):
                self.assert_works(caller.call(sleep_ms=50))
            self.assertIn("status 500", caller.logged("credentials_not_renewed")[0]["error"])
            late = caller.call(sleep_ms=3000)
            self.assertEqual((late["outcome"], late["class"]), ("NO_CREDENTIALS", "retry"))
            self.fake.do("credentials", refusals={})
            self.assert_works(caller.call(sleep_ms=late["pause_ms"]))

    def test_unknown_keys_stop(self):
        keys = {"id": "AKIAUNKNOWN", "secret": "x", "token": None}
        self.write("credentials", self.profile(issued=keys))
        with Caller(self.environment) as caller:
            result = caller.call()
        self.assertEqual((result["outcome"], result["class"]), ("UNKNOWN_IDENTITY", "config"))

    def test_a_file_that_is_replaced_beyond_the_sandbox_asks_for_a_new_process(self):
        # Not in a directory of its own: the sandbox knows the file alone.
        path = self.home / "keys"
        path.write_text(self.profile(issued=self.fake.do("issue")))
        with Caller(self.environment | {"AWS_SHARED_CREDENTIALS_FILE": path}) as caller:
            self.assert_works(caller.call())
            (self.home / "new").write_text(self.profile(issued=self.fake.do("issue")))
            (self.home / "new").rename(path)
            self.fake.do("expire")
            result = caller.call()
        self.assertEqual((result["outcome"], result["class"]), ("START_AGAIN", "retry"))


if __name__ == "__main__":
    unittest.main()
