"""A row's values as texts that are the same whichever program read them."""

import datetime
import decimal


def text(value):
    if value is None or isinstance(value, (bool, int, str)):
        return repr(value)
    if isinstance(value, decimal.Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None).isoformat(timespec="microseconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return bytes(value).hex()


def rows(table):
    """Rows of values -> sorted rows of texts."""
    return sorted([text(value) for value in row] for row in table)
