"""Records against the generated JSON Schemas, by a validator that is not ours.

    validate_records.py GENERATED FOLDER    FOLDER/<destination>/<stream>/…/*.jsonl

Of each object the first lines and the last: the validator takes its time. Prints the count of records
by release; exit code 1 with the place of the first that does not pass.
"""

import json
import pathlib
import sys

import jsonschema

MOST = 40  # of an object, at each end
VALIDATOR = jsonschema.Draft202012Validator


def records(folder):
    for path in sorted(folder.rglob("*.jsonl")):
        lines = path.read_bytes().split(b"\n")[:-1]
        for number in sorted({*range(len(lines))[:MOST], *range(len(lines))[-MOST:]}):
            yield f"{path}:{number + 1}", json.loads(lines[number])


def validate(generated, folder):
    counts = {}
    for file in sorted(generated.glob("*.schema.json")):
        release = file.name.removesuffix(".schema.json")
        schema = json.loads(file.read_text(encoding="utf-8"))
        validator = VALIDATOR(schema, format_checker=VALIDATOR.FORMAT_CHECKER)
        counts[release] = 0
        for place, record in records(folder.joinpath(*release.split(".", 1))):
            counts[release] += 1
            for error in validator.iter_errors(record):
                sys.exit(f"{place}: {error.json_path} breaks {list(error.schema_path)}")
    return counts


if __name__ == "__main__":
    print(json.dumps(validate(*map(pathlib.Path, sys.argv[1:]))))
