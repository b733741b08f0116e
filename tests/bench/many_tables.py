"""Policies of many tables, to compile."""

import pathlib


def write_policies(folder, tables):
    """That many tables of 30 columns, each released with 10 derived fields."""
    folder.mkdir()
    shared = pathlib.Path(__file__).resolve().parents[2] / "policies/shared.policy"
    text = shared.read_text(encoding="utf-8")
    streams = ", ".join(f"s{n}" for n in range(tables))
    begin = text.index("key customer_link")
    end = text.index("destination lake")
    text = (
        text[:begin]
        + f'key customer_link for pseudonyms\n    links {streams}\n    purpose "Bench"\nend\n\n'
        + text[end:]
    )
    (folder / "shared.policy").write_text(text, encoding="utf-8")
    for n in range(tables):
        columns = "".join(
            f"    column amount_{c} numeric(12,2)? personal financial\n" for c in range(10)
        ) + "".join(f"    column note_{c} text? special care\n" for c in range(19))
        fields = "".join(
            f"    derive band_{c} = band(amount_{c}, edges: [0, 250, 500])\n" for c in range(10)
        )
        notes = ", ".join(f"note_{c}" for c in range(19))
        (folder / f"t{n}.policy").write_text(
            f'policy language 1\nuse "shared.policy"\n\ntable bench.t{n}\n'
            f"    column id bigint personal identity key\n{columns}end\n\n"
            f"release bench.t{n} to lake.s{n} version 1\n"
            f'    owner head_of_data\n    purpose "Bench"\n    review by 2028-03-31\n'
            f"    row key ref = pseudonym(id, using: customer_link)\n{fields}"
            f'    withhold {notes} because "Bench"\n'
            f"    deleted rows send key\n    updates send changes\nend\n",
            encoding="utf-8",
        )
