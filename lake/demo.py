#!/usr/bin/env python3
"""The demo's lake directory into Delta tables, then what a data team does with them. Run by ./run lake.

demo.py BUILD    takes BUILD/demo, where ./run demo left what the pusher wrote
"""

from __future__ import annotations

import pathlib
import shutil
import sys

TOP = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP / "lake"))

import job  # noqa: E402
from sluice_lake import commands, session, tables  # noqa: E402

QUESTIONS = [
    (
        "Arrears by region and age band: the five highest sums",
        """SELECT region, age_band, count(*) AS accounts, sum(arrears_from) AS arrears_at_least
           FROM accounts JOIN customers USING (customer_ref)
           WHERE stage = 'open' GROUP BY region, age_band ORDER BY 4 DESC NULLS LAST, 1, 2 LIMIT 5""",
    ),
    (
        "Whom we can reach, by the channel that they prefer",
        """SELECT preferred_channel, count(*) AS customers, count_if(contactable) AS contactable,
                  round(100 * avg(CAST(has_email AS INT))) AS percent_with_email
           FROM customers GROUP BY preferred_channel ORDER BY preferred_channel""",
    ),
    (
        "Do customers with support needs fare as well as everyone else?",
        """SELECT CASE WHEN n.customer_ref IS NULL THEN 'none recorded' ELSE 'recorded' END AS support_needs,
                  count(*) AS accounts,
                  round(100 * avg(CAST(a.stage = 'arrangement' AS INT))) AS percent_in_arrangement,
                  round(avg(a.months_in_default), 1) AS months_in_default
           FROM accounts a LEFT JOIN (SELECT DISTINCT customer_ref FROM support_needs) n
                ON n.customer_ref = a.customer_ref
           GROUP BY 1 ORDER BY 1""",
    ),
]


def section(number: int, title: str) -> None:
    print(f"\n{number}. {title}\n", flush=True)


class Demo:
    def __init__(self, build: str) -> None:
        self.build = pathlib.Path(build).resolve()
        self.lake = self.build / "demo/delta"
        shutil.rmtree(self.lake, ignore_errors=True)
        self.spark = session.session()

    def job(self, *words: str) -> int:
        command = ["run", "--lake", str(self.lake), "--input", f"lake={self.build}/demo/lake"]
        options = job.parse(
            [*command, "--schemas", str(TOP / "generated"), "--late-seconds", "0", *words]
        )
        return commands.perform(commands.run, session.session, options)

    def table(self, stream: str) -> str:
        return f"delta.`{self.lake}/current/lake/{stream}`"

    def show(self, sql: str) -> None:
        self.spark.sql(sql).show(truncate=60)

    def run(self) -> int:
        section(
            1, "The job: every object that the pusher wrote, into a Delta table for each release"
        )
        status = self.job("--files-per-batch", "16")
        if status != 0:
            return status
        for stream in ("customers", "accounts", "support_needs"):
            self.spark.read.format("delta").load(
                f"{self.lake}/current/lake/{stream}"
            ).createOrReplaceTempView(stream)
        for number, (title, sql) in enumerate(QUESTIONS, 2):
            section(number, title)
            self.show(sql)
        return self.travel(len(QUESTIONS) + 2)

    def travel(self, number: int) -> int:
        table = self.table("customers")
        section(
            number, "Time travel: customers by region in the first version that has any, and now"
        )
        versions = self.spark.sql(f"DESCRIBE HISTORY {table}").where("operation = 'MERGE'")
        first, last = tables.only_row(versions.selectExpr("min(version)", "max(version)"))
        self.show(f"""SELECT region, then, now FROM
                  (SELECT region, count(*) AS then FROM {table} VERSION AS OF {first} GROUP BY region)
                  FULL JOIN (SELECT region, count(*) AS now FROM {table} GROUP BY region) USING (region)
                ORDER BY region LIMIT 8""")
        section(
            number + 1, f"Roll-back to version {first}, and forward again by reading all once more"
        )
        now = self.rows()
        self.spark.sql(f"RESTORE TABLE {table} TO VERSION AS OF {first}")
        print(f"   restored: {len(self.rows())} rows, before {len(now)}", flush=True)
        shutil.rmtree(self.lake / "checkpoints/lake/customers")
        status = self.job("--stream", "customers")
        if status == 0 and self.rows() != now:
            print("   the table is not what it was", file=sys.stderr)
            return 1
        print(
            f"   read again: {len(now)} rows, each as it was; version {last} of the table is still there"
        )
        return status

    def rows(self) -> list[str]:
        frame = self.spark.read.format("delta").load(f"{self.lake}/current/lake/customers")
        return sorted(map(str, frame.collect()))


if __name__ == "__main__":
    sys.exit(Demo(sys.argv[1]).run())
