"""An invented village of a hundred people with three records each. All numbers are synthetic."""

import numpy as np
import pyarrow as pa

from recontact.schema import ADDRESS_PARTS, PERSONS

SURNAMES = ("abel", "brandt", "conti", "dvorak", "eriksen", "fontaine", "garcia", "hanley", "ivanova", "jansen")
GIVENS = ("anna", "boris", "clara", "david", "emma", "felix", "greta", "henry", "irina", "jonas")


def person(number):
    """Return the fields of invented person `number` (0..99)."""
    dwelling = {"city": "milltown", "road": f"{SURNAMES[number % 7]} street", "number": str(number // 2 + 1)}
    return {
        "surname": SURNAMES[number // 10],
        "given": GIVENS[number * 7 % 10],
        "id": f"{100000007 * (number + 3) % 10**9:09d}",
        "born": f"{1950 + number % 50}-{number % 12 + 1:02d}-{number * 5 % 28 + 1:02d}",
        "phones": [f"+1999{number * 7919 + 1000000}"],
        "addresses": [{**dict.fromkeys((*ADDRESS_PARTS, "text")), **dwelling}],
    }


def table(rows):
    return pa.Table.from_pylist([{**dict.fromkeys(PERSONS.names), **row} for row in rows], PERSONS)


def village():
    """Return PERSONS of three records each of a hundred people, and whose each row is."""
    rows, whose = [], []
    for number in range(100):
        whole = person(number)
        application = {**whole, "source": "applications", "record_id": f"A{number}", "customer": f"C{number}"}
        order = {key: whole[key] for key in ("surname", "given", "phones", "addresses")}
        payroll = {key: whole[key] for key in ("surname", "given", "id", "born")}
        rows += [
            application,
            {**order, "source": "orders", "record_id": f"O{number}"},
            {**payroll, "source": "payroll", "record_id": f"P{number}"},
        ]
        whose += [number] * 3
    return table(rows), np.array(whose)
