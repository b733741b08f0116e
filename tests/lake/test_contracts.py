"""What the compiler generates for the lake, by the programs and schemas of those who defined the
formats. Runs in the environment `tools` (build-support/lake.sh)."""

import json
import pathlib
import re
import unittest

import attr
import jsonschema
from datacontract.data_contract import DataContract
from openlineage.client.generated import column_lineage_dataset as lineage

TOP = pathlib.Path(__file__).resolve().parents[2]
GENERATED = TOP / "generated"
RELEASES = sorted(p.name.removesuffix(".schema.json") for p in GENERATED.glob("*.schema.json"))
INPUT = re.compile(r"(DIRECT|INDIRECT)/(IDENTITY|TRANSFORMATION|CONDITIONAL|FILTER)")


def load(release, suffix):
    return json.loads((GENERATED / f"{release}.{suffix}").read_text(encoding="utf-8"))


def strict(kind, value, members):
    """An object of the format's own class, which knows no other members."""
    names = {a.name for a in attr.fields(kind)}
    unknown = set(value) - names
    assert not unknown, f"{kind.__name__} has no {unknown}"
    missing = {a.name for a in attr.fields(kind) if a.default is attr.NOTHING} - set(value)
    assert not missing, f"{kind.__name__} needs {missing}"
    return kind(**(value | members))


class Contracts(unittest.TestCase):
    def setUp(self):
        self.assertGreater(len(RELEASES), 5)

    def test_data_contracts_pass_their_own_lint(self):
        for release in RELEASES:
            with self.subTest(release):
                done = DataContract(str(GENERATED / f"{release}.odcs.yaml")).lint()
                self.assertEqual(str(done.result), "ResultEnum.passed", done.pretty())
                self.assertIn("v3.1.0", str(done.checks))

    def test_lint_finds_what_is_wrong(self):
        """That it can: a contract without a status, and one with a type that there is not."""
        for change in ({"status": None}, {"schema": [{"name": "x", "logicalType": "whole"}]}):
            contract = {k: v for k, v in (load(RELEASES[0], "odcs.yaml") | change).items() if v}
            done = DataContract(data_contract_str=json.dumps(contract)).lint()
            self.assertEqual(str(done.result), "ResultEnum.failed", change)

    def test_json_schemas_are_schemas(self):
        for release in RELEASES:
            with self.subTest(release):
                jsonschema.Draft202012Validator.check_schema(load(release, "schema.json"))

    def test_lineage_is_a_facet(self):
        for release in RELEASES:
            with self.subTest(release):
                facet = load(release, "openlineage.json")
                self.assertEqual(
                    facet.pop("_schemaURL"),
                    lineage.ColumnLineageDatasetFacet._get_schema().split("#")[0],
                )
                facet.pop("_producer")
                fields = {
                    name: strict(
                        lineage.Fields, field, {"inputFields": self.inputs(field["inputFields"])}
                    )
                    for name, field in facet["fields"].items()
                }
                self.assertTrue(fields)
                strict(
                    lineage.ColumnLineageDatasetFacet,
                    facet,
                    {"fields": fields, "dataset": self.inputs(facet["dataset"])},
                )

    def inputs(self, listed):
        found = []
        for given in listed:
            changes = [strict(lineage.Transformation, t, {}) for t in given["transformations"]]
            for change in changes:
                self.assertRegex(f"{change.type}/{change.subtype}", INPUT)
                self.assertIsInstance(change.masking, bool)
            found.append(strict(lineage.InputField, given, {"transformations": changes}))
        return found

    def test_what_lineage_says_of_masking(self):
        fields = load("lake.customers", "openlineage.json")["fields"]

        def change(name):
            return fields[name]["inputFields"][0]["transformations"][0]

        self.assertEqual(
            (change("consented")["subtype"], change("consented")["masking"]), ("IDENTITY", False)
        )
        self.assertEqual(
            (change("has_email")["subtype"], change("has_email")["masking"]),
            ("TRANSFORMATION", True),
        )


if __name__ == "__main__":
    unittest.main()
