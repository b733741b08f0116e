"""The transaction of `sluice migrate` under a running pusher: the platform's change of a released column,
and the table's releases alone are filled again."""

import subprocess
import unittest

from harness import BUILD
from yard import OFTEN, Yard


class MigrationsOfThePlatform(Yard):
    look_every_ms = OFTEN

    def migrate(self, ddl, table="depot.crates"):
        printed = subprocess.run(
            [BUILD / "sluice", "migrate", self.build.directory / "yard.policy", table],
            capture_output=True, encoding="utf-8", check=True,
        ).stdout  # fmt: skip
        before, mark, after = printed.partition("go here ")
        head, _, tail = after.partition("\n")
        self.database.psql(text=f"{before}{mark}{head}\n{ddl};\n{tail}")

    def test_a_released_column_under_a_running_pusher(self):
        self.start()
        self.migrate("ALTER TABLE depot.crates ALTER label TYPE varchar(40) USING upper(label)")
        self.sql("INSERT INTO depot.crates VALUES (30, 'after', 'p', 1, 'x')")
        self.sql("INSERT INTO depot.bays VALUES (30, 'beside')")
        self.assert_comes_right()
        self.assert_filled("crates", 2)
        self.assert_filled("bays", 1)

    def test_while_rows_change(self):
        self.start()
        writer = self.session()
        writer.begin(
            "DO $$ BEGIN FOR i IN 1..300 LOOP INSERT INTO depot.crates (id, label) VALUES (1000 + i, 'x');"
            " UPDATE depot.crates SET note = i WHERE id = i % 20; COMMIT; END LOOP; END $$"
        )
        self.migrate("ALTER TABLE depot.crates ALTER n TYPE smallint")
        self.migrate("ALTER TABLE depot.crates DROP place, ADD place text")
        writer.end()
        self.assert_comes_right()
        self.assert_filled("bays", 1)

    def test_while_the_pusher_is_down(self):
        self.once()
        self.migrate("ALTER TABLE depot.bays ALTER v TYPE varchar(40) USING upper(v)", "depot.bays")
        self.once()
        self.assert_equal()
        self.assert_filled("crates", 1)
        self.assert_filled("bays", 2)


if __name__ == "__main__":
    unittest.main()
