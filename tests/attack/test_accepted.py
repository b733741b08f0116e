"""Nothing is found in any policy of the tree that `sluice check` accepts: the golden cases', the example."""

import concurrent.futures
import json
import pathlib
import unittest

import judged
from judged import TOP

TRIALS = 3
FOUND_NOTHING, COULD_NOT_RUN = 0, 2


def attacked(path: pathlib.Path) -> tuple[pathlib.Path, int, str]:
    """Its exit code, and what it says: policies that are refused it does not try."""
    result = judged.sluice("attack", path, "--trials", str(TRIALS), "--seconds", "60")
    return path, result.returncode, result.stdout


class Accepted(unittest.TestCase):
    def test_nothing_is_found(self) -> None:
        cases = sorted((TOP / "tests/golden/cases").glob("*/**/*.policy"))
        tried = 0
        with concurrent.futures.ThreadPoolExecutor(judged.WORKERS) as workers:
            for path, code, said in workers.map(attacked, [TOP / "policies", *cases]):
                if code != COULD_NOT_RUN:
                    tried += 1
                    self.assertEqual(code, FOUND_NOTHING, f"{path}: {said}")
                    self.assertEqual(json.loads(said)["findings"], [], path)
        print(f"{tried} of {len(cases) + 1} policies are accepted")
        self.assertGreater(tried, len(cases) // 3)


if __name__ == "__main__":
    unittest.main()
