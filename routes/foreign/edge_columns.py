"""Columns of somebody else's table of legs as numbers, with every fault that they have.

Ids become numbers of names, amounts become floats, and what cannot is told by row and value
instead of being guessed at. Text is no number here even where it looks like one: a column of text
where lengths belong was read wrongly somewhere, and the next cell may say "1.234" for 1234. Rows are
counted from 1, the first row of values being row 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geodata import NetworkError, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

_NUMBERS = {"floating", "integer", "mixed-integer-float", "decimal", "empty"}
_IDS = {"string", "integer", "empty"}
_MOST_SHOWN = 40  # characters of a value in a message
_DIRECTED_BORDER = re.compile(r"[A-Z]{3}:[A-Z]{3}")
_WORDS = {"": False, "false": False, "no": False, "0": False, "true": True, "yes": True, "1": True}


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with a table, gathered so that one run tells all of it."""

    what: str
    found: list[str] = field(default_factory=list)

    def add(self, fault: str) -> None:
        """Add a fault of the whole table: value, rule, remedy."""
        self.found.append(fault)

    def add_rows(
        self,
        wrong: NDArray[np.bool_],
        says: str,
        rule: str,
        values: pd.Series[Any] | NDArray[Any] | None = None,
    ) -> None:
        """Add a fault of those rows that are marked, if there are any.

        It is told as "``says`` value in row n", for the first of them, with the number of all.
        """
        import numpy as np  # noqa: PLC0415 - heavy, as everywhere in the array form

        rows = np.flatnonzero(wrong)
        if rows.size:
            first = int(rows[0])
            at = getattr(values, "iloc", values)  # by position, whatever the rows are called
            value = "" if at is None else f" {shown(at[first])}"
            also = f" (of {rows.size:,} such rows)" if rows.size > 1 else ""
            self.add(f"{says}{value} in row {first + 1:,}{also}; {rule}")

    def stop_if_any(self) -> None:
        """Refuse the table if a fault was found.

        Raises
        ------
        NetworkError
            With every fault, one a line.
        """
        if self.found:
            raise NetworkError(f"{self.what} cannot be used:\n" + "\n".join(f"- {f}" for f in self.found))


@dataclass(frozen=True, slots=True)
class Ids:
    """A column of ids: for each row the number of its name, -1 where it has none."""

    codes: NDArray[np.int64]
    names: list[str]


def shown(value: object) -> str:
    """Return a value of a table as one short printable word, text in quotes.

    Examples
    --------
    >>> shown("a" * 50), shown(-1.5)
    ("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...'", '-1.5')
    """
    text = str(value)
    cut = printable(text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "...")
    return f"'{cut}'" if isinstance(value, str) else cut


def read_names(column: pd.Series[Any], name: str, faults: Faults, *, needed: bool = True) -> Ids:
    """Return a column of names, text or whole numbers, by number; no names, with a fault, if it has others.

    Where a name is ``needed``, rows without one are a fault; a blank is none.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, values = column.cat.codes.to_numpy(), column.cat.categories
    else:
        try:
            codes, values = pd.factorize(column)
        except TypeError:  # lists and other things that cannot be told apart
            faults.add(f"{name} holds lists or objects; give text or whole numbers")
            return _no_names(len(column))
    kind = pd.api.types.infer_dtype(values, skipna=False)
    if kind not in _IDS:
        hint = ": one that is missing turns whole numbers into floats" if kind == "floating" else ""
        faults.add(f"{name} holds values of kind '{kind}'; give text or whole numbers{hint}")
        return _no_names(len(column))
    names = list(map(str, values.to_numpy(object)))
    numbers = codes.astype(np.int64)
    blank = np.fromiter((not text or text.isspace() for text in names), dtype=np.bool_, count=len(names))
    if blank.any():
        numbers = np.where(blank[numbers] | (numbers < 0), -1, numbers)
    if needed:
        faults.add_rows(numbers < 0, f"{name} is missing", "every row needs one")
    return Ids(numbers, names)


def _no_names(rows: int) -> Ids:
    import numpy as np  # noqa: PLC0415

    return Ids(np.full(rows, -1, dtype=np.int64), [])


def number_names(columns: Sequence[Ids]) -> tuple[list[str], list[NDArray[np.int64]]]:
    """Return the names that columns use, in alphabetical order, and each column by their numbers.

    Rows without a name keep -1.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    every = np.array([name for ids in columns for name in ids.names], dtype=object)
    merged, distinct = pd.factorize(every)
    used = np.zeros(len(distinct), dtype=np.bool_)
    tables, at = [], 0
    for ids in columns:
        # One more at the end, so that -1 reads -1.
        tables.append(np.append(merged[at : at + len(ids.names)], -1)[ids.codes])
        used[tables[-1][tables[-1] >= 0]] = True
        at += len(ids.names)
    texts = distinct.tolist()
    order = sorted(np.flatnonzero(used).tolist(), key=texts.__getitem__)
    rank = np.full(len(texts) + 1, -1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    return [texts[i] for i in order], [rank[table] for table in tables]


def read_numbers(column: pd.Series[Any], name: str, faults: Faults) -> NDArray[np.float64]:
    """Return a column of numbers as floats; no numbers, with a fault, where it holds anything else.

    A missing number is a fault too.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    is_number = pd.api.types.is_numeric_dtype(column.dtype) and column.dtype.kind in "iuf"
    if not is_number and pd.api.types.infer_dtype(column, skipna=True) not in _NUMBERS:
        missing = column.isna().to_numpy(dtype=np.bool_)
        read = pd.to_numeric(column.astype(str), errors="coerce").isna().to_numpy(dtype=np.bool_)
        if (read & ~missing).any():
            faults.add_rows(read & ~missing, f"{name} is", "it must be a number", column)
        else:
            faults.add(f"{name} holds numbers as values of kind '{column.dtype}'; turn them into numbers")
        return np.full(len(column), np.nan)
    numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
    faults.add_rows(np.isnan(numbers), f"{name} is missing or no number", "fill it in, or leave the row out")
    return numbers


def read_flags(column: pd.Series[Any], name: str, faults: Faults) -> NDArray[np.bool_]:
    """Return a column that says yes or no, with a fault where it says anything else.

    Yes is true, 1, "yes" or a border as this program writes it ("CHN:MNG"); a missing value is no.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    try:
        codes, values = pd.factorize(column)
    except TypeError:
        faults.add(f"{name} holds lists or objects; say true or false")
        return np.zeros(len(column), dtype=np.bool_)
    words = [str(value).strip() for value in values]
    told = [_DIRECTED_BORDER.fullmatch(word) is not None or _WORDS.get(word.lower()) for word in words]
    unknown = np.array([*(flag is None for flag in told), False])
    faults.add_rows(unknown[codes], f"{name} is", "say true or false", column)
    return np.array([*(bool(flag) for flag in told), False])[codes]
