#!/usr/bin/env python3
"""Mutation test of the label checker and the emitters: each condition is changed in turn, the compiler
is built again, and some test has to fail. A mutant that no test notices is printed with its place.

    tests/mutation/mutate.py [--every N] [--first N] [FILE…]

Every condition of an `if` is inverted, taken as true, and taken as false; every && becomes || and the other
way round. FILE is a source below compiler/, default all of labels*.c, exposure*.c and emit/emit_*.c.
--every takes each Nth mutant. A mutant that does not compile, or crashes, counts as noticed. Exit
status 0 when all are noticed, 1 when some are not, 2 when it could not run.
"""

import argparse
import concurrent.futures
import os
import pathlib
import queue
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
DEFAULT = ("labels*.c", "exposure*.c", "emit/emit_*.c")
NOT_CODE = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/', re.S)
UNIT_TESTS = ("test_labels", "test_types", "test_meaning", "test_emit_text")


def cannot(why):
    print(f"mutate.py: {why}", file=sys.stderr)
    sys.exit(2)


def blanked(text):
    """The text with strings and comments blank: places stay the same."""
    return NOT_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def closing(code, opening):
    """The place of the parenthesis that closes the one at `opening`."""
    depth = 0
    for at in range(opening, len(code)):
        depth += {"(": 1, ")": -1}.get(code[at], 0)
        if depth == 0:
            return at
    raise ValueError("unbalanced parentheses")


def mutants_of(path):
    """(path, line, what, text of the mutated file) for each mutant of a file."""
    text = path.read_text(encoding="utf-8")
    code = blanked(text)
    found = []

    def add(begin, end, replacement, what):
        line = text.count("\n", 0, begin) + 1
        found.append((begin, (path, line, what, text[:begin] + replacement + text[end:])))

    for match in re.finditer(r"\bif \(", code):
        begin = match.end() - 1
        end = closing(code, begin) + 1
        condition = text[begin:end]
        add(begin, end, f"(!{condition})", "inverted")
        add(begin, end, f"({condition} || 1)", "always")
        add(begin, end, f"({condition} && 0)", "never")
    for match in re.finditer(r"&&|\|\|", code):
        other = "||" if match[0] == "&&" else "&&"
        add(*match.span(), other, f"{match[0]} as {other}")
    return [mutant for _, mutant in sorted(found, key=lambda pair: pair[0])]


def run(command, **options):
    return subprocess.run(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
        **options,
    )


class Tree:
    """A copy of the tree in which one mutant at a time lives."""

    def __init__(self, folder):
        self.top = folder
        files = run(["git", "-C", TOP, "ls-files", "-z", "--cached"]).stdout.split("\0")
        for name in filter(None, files):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(TOP / name, target)
        self.build = folder / "build"
        self.build.mkdir()
        # Mutants leave variables unused and code unreachable: that is not what is asked.
        flags = "-O0 -w -fsanitize=undefined,bounds -fno-sanitize-recover=all"
        for command, where in (
            (["autoreconf", "-i"], folder),
            (["../configure", "-q", f"CFLAGS={flags}", f"LDFLAGS={flags}"], self.build),
            (["make", "-s", "all"], self.build), # makes what is not committed, too
        ):
            result = run(command, cwd=where)
            if result.returncode != 0:
                cannot(f"{command[0]} failed:\n{result.stdout[-2000:]}")
        if not self.compiles():
            cannot(f"the tree does not compile:\n{self.said[-2000:]}")
        if fails := self.noticed():
            cannot(f"{fails} fails before anything is changed:\n{self.said[-2000:]}")

    def compiles(self):
        for goal in ("sluice", *UNIT_TESTS):
            built = run(["make", "-s", "-C", self.build, goal])
            self.said = built.stdout
            if built.returncode != 0:
                return False
        return True

    def noticed(self):
        """The first test that fails, or None. The quick ones first."""
        sluice = self.build / "sluice"
        environment = os.environ | {"SLUICE": str(sluice), "TMPDIR": str(self.top)}
        day = ["--today", "2026-12-01"]
        tests = [
            ("generate", [sluice, "generate", "policies", "-o", "generated", "--check", *day]),
            ("test", [sluice, "test", "policies", *day]),
            *((test, [self.build / test]) for test in UNIT_TESTS),
            ("golden", ["tests/golden/run.sh"]),
        ]
        for name, command in tests:
            try:
                result = run(command, cwd=self.top, env=environment, timeout=120)
                self.said = result.stdout
                if result.returncode != 0:
                    return name
            except subprocess.TimeoutExpired:
                return f"{name} (hangs)"
        return None

    def judge(self, mutant):
        """Which test notices the mutant; None when none does."""
        path, _, _, text = mutant
        target = self.top / path.relative_to(TOP)
        original = target.read_text(encoding="utf-8")
        target.write_text(text, encoding="utf-8")
        try:
            return self.noticed() if self.compiles() else "compiling"
        finally:
            target.write_text(original, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--every", type=int, default=1, help="take each Nth mutant")
    parser.add_argument("--first", type=int, default=0, help="begin with this one")
    parser.add_argument("file", nargs="*", help="sources below compiler/")
    arguments = parser.parse_args()
    compiler = TOP / "compiler"
    paths = [compiler / name for name in arguments.file] or [
        path for pattern in DEFAULT for path in sorted(compiler.glob(pattern))
    ]
    mutants = [mutant for path in paths for mutant in mutants_of(path)]
    mutants = mutants[arguments.first :: arguments.every]
    if not mutants:
        cannot("no condition was found")
    trees = queue.Queue()
    jobs = os.cpu_count() or 1
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(jobs):
            trees.put(Tree(pathlib.Path(folder) / str(number)))

        def judge(mutant):
            tree = trees.get()
            try:
                return mutant, tree.judge(mutant)
            finally:
                trees.put(tree)

        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            for (path, line, what, _), by in pool.map(judge, mutants):
                if by is None:
                    survivors += 1
                    print(f"unnoticed  {path.relative_to(TOP)}:{line}: {what}", flush=True)
    noticed = len(mutants) - survivors
    print(f"{len(mutants)} mutants, {noticed} noticed ({100 * noticed / len(mutants):.1f} %)")
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    main()
