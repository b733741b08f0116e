"""The order of what a fill sends joins nothing: it is that of the released key, which each receiver has
another of."""

import unittest

from yard import Yard

ROWERS = 40


class Order(Yard):
    build_name = "rowers"
    tables = f"""
        CREATE TABLE depot.rowers (id int PRIMARY KEY, seat text NOT NULL, due int NOT NULL);
        INSERT INTO depot.rowers SELECT g, 'seat ' || g, 100 + g
        FROM generate_series(1, {ROWERS}) g ORDER BY random();
    """

    def test_the_nth_records_are_of_different_rows(self):
        self.once()
        seats = [int(r["seat"].removeprefix("seat ")) for r in self.records("seats") if "seat" in r]
        dues = [r["due"] - 100 for r in self.records("dues") if "due" in r]
        self.assertEqual(sorted(seats), list(range(1, ROWERS + 1)))
        self.assertEqual(sorted(dues), sorted(seats))
        same = sum(seat == due for seat, due in zip(seats, dues, strict=True))
        self.assertLess(same, ROWERS // 4)  # by chance 1; more than 9 not once in a million times
        for stream in ("seats", "dues"):
            refs = [record["ref"] for record in self.records(stream) if "ref" in record]
            self.assertEqual(refs, sorted(refs))


if __name__ == "__main__":
    unittest.main()
