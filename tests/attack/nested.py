"""Lines inside of other expressions: functions of functions, `if missing`, conditions and choices."""

from collections.abc import Sequence

from drawn import Draw
from read_lines import Line

UNKNOWN = '"unknown"'


def condition(line: Line) -> bool:
    """Whether the line can be one: yes or no, and never missing."""
    return line.result == "boolean" and not line.missing


def around(draw: Draw, line: Line) -> Line:
    """The line within a function, or with `if missing` behind it."""
    if line.result == "text" and draw.maybe(0.3):
        name = draw.one(("lower", "upper", "trim"))
        return line.with_text(f"{name}({line.text})", "text", line.missing)
    if line.result == "number" and draw.maybe(0.3):
        return line.with_text(f"band({line.text}, edges: [0, 1, 2, 3, 5, 10, 50])", "text", True)
    if line.result == "text" and line.missing:
        return line.with_text(f"{line.text} if missing {UNKNOWN}", "text", False)
    if line.result == "number" and line.missing:
        return line.with_text(f"{line.text} if missing 0", "number", False)
    if condition(line):
        return line.with_text(f"not ({line.text})", "boolean", False)
    return line


def choice(draw: Draw, when: Line, second: Line, texts: Sequence[Line]) -> Line:
    """`choose`, with one condition or two, and at times a line in an arm."""
    parts = [when]
    arm = '"p"'
    if texts and draw.maybe(0.4):
        parts.append(draw.one(texts))
        arm = parts[1].text
    text = f"choose when {when.text} then {arm}"
    if draw.maybe(0.5):
        parts.append(second)
        text += f' when {second.text} then "q"'
    return when.with_text(f'{text} otherwise "r"', "text", True, *parts[1:])


def both(draw: Draw, one: Line, two: Line) -> Line:
    """Two conditions as one."""
    word = draw.one(("and", "or"))
    return one.with_text(f"({one.text}) {word} ({two.text})", "boolean", False, two)


def nested(draw: Draw, lines: list[Line]) -> list[Line]:
    """The lines, some of them in other expressions."""
    conditions = [line for line in lines if condition(line)]
    texts = [line for line in lines if line.result == "text"]

    found = []
    for line in lines:
        if draw.maybe(0.1):
            line = around(draw, line)
        elif draw.maybe(0.15) and condition(line):
            line = choice(draw, line, draw.one(conditions), texts)
        elif draw.maybe(0.08) and condition(line):
            line = both(draw, line, draw.one(conditions))
        found.append(line)
    return found
