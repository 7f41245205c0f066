"""Columns and tables of every kind and type say the same."""

from __future__ import annotations

import array
import decimal
import itertools
from datetime import date, datetime, timedelta, timezone

import duckdb
import goodwill as gw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

NAN = float("nan")
NUMBERS = [4.0, 5.0, None, 3.0, 5.0, 4.0]
WANTED = gw.estimate.mean(NUMBERS)

ARROW_NUMBERS = [
    pa.int8(),
    pa.int16(),
    pa.int32(),
    pa.int64(),
    pa.uint8(),
    pa.uint16(),
    pa.uint32(),
    pa.uint64(),
    pa.float32(),
    pa.float64(),
    pa.decimal128(9, 2),
]


def arrow_number(kind):
    values = [None if value is None else decimal.Decimal(int(value)) for value in NUMBERS]
    return pa.array(values, pa.decimal128(9, 2)).cast(kind) if kind != pa.decimal128(9, 2) else pa.array(values, kind)


def number_columns():
    nan = [NAN if value is None else value for value in NUMBERS]
    yield "list", NUMBERS
    yield "list with NaN", nan
    yield "tuple", tuple(NUMBERS)
    yield "generator", (value for value in NUMBERS)
    yield "list of decimals", [None if value is None else decimal.Decimal(value) for value in NUMBERS]
    yield "list of numpy scalars", [None if value is None else np.float32(value) for value in NUMBERS]
    for dtype in ("f4", "f8", ">f8", "f2", "g"):
        yield f"numpy {dtype}", np.array(nan, dtype)
    yield "numpy objects", np.array(NUMBERS, object)
    yield "numpy strided", np.column_stack([nan, nan])[:, 0]
    yield "numpy of one column", np.array([nan]).T
    yield "numpy masked", np.ma.masked_array([4, 5, 9, 3, 5, 4], mask=[0, 0, 1, 0, 0, 0])
    yield "array.array", array.array("d", nan)
    yield "memoryview", memoryview(array.array("d", nan))
    yield "pandas", pd.Series(NUMBERS)
    yield "pandas index", pd.Index(nan)
    yield "pandas strided", pd.DataFrame({"a": nan, "b": nan})["a"]
    yield "pandas objects", pd.Series(NUMBERS, dtype=object)
    yield "pandas categories", pd.Series(NUMBERS).astype("category")
    for dtype in ("Int8", "Int64", "UInt16", "Float64", "float64[pyarrow]", "int32[pyarrow]"):
        yield f"pandas {dtype}", pd.Series(NUMBERS, dtype=dtype)
    yield "pandas frame of one", pd.DataFrame({"a": NUMBERS}, index=list("uvwxyz"))
    yield "polars", pl.Series(NUMBERS)
    yield "polars frame of one", pl.DataFrame({"a": NUMBERS})
    yield "polars in pieces", pl.concat([pl.Series(NUMBERS[:2]), pl.Series(NUMBERS[2:])])
    yield "polars decimals", pl.Series(NUMBERS).cast(pl.Decimal(9, 2))
    for kind in ARROW_NUMBERS:
        yield f"pyarrow {kind}", arrow_number(kind)
    yield "pyarrow in pieces", pa.chunked_array([NUMBERS[:2], [], NUMBERS[2:]])
    yield "pyarrow sliced", pa.array([9.0, *NUMBERS, 9.0]).slice(1, 6)
    yield "pyarrow dictionary", pa.array(NUMBERS).dictionary_encode()
    yield "pyarrow table of one", pa.table({"a": NUMBERS})
    for kind in ("tinyint", "bigint", "double", "decimal(9, 2)"):
        rows = ", ".join("(null)" if value is None else f"({value})" for value in NUMBERS)
        yield f"duckdb {kind}", duckdb.sql(f"select a::{kind} as a from (values {rows}) t(a)")


@pytest.mark.parametrize(("name", "column"), [pytest.param(*case, id=case[0]) for case in number_columns()])
def test_numbers(name, column):
    assert gw.estimate.mean(column) == WANTED


@pytest.mark.parametrize("dtype", ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8", ">i4", "?"])
def test_scores_of_every_numpy_type(dtype):
    scores = np.array([0, 1, 1], dtype)
    assert gw.survey.nps(scores).counts == gw.survey.nps([0, 1, 1]).counts


def test_numpy_numbers_are_not_copied():
    scores = np.zeros(200_000_000, "i1")  # untouched pages: a copy would take 200 MB and show
    scores[-1] = 11
    with pytest.raises(gw.GoodwillError, match=r"scores\[199999999\]: must be between 0 and 10, got 11"):
        gw.survey.nps(scores)


def test_an_error_names_the_row_across_pieces():
    with pytest.raises(gw.GoodwillError) as failure:
        gw.survey.nps(pa.chunked_array([[1, 2], [3], [4, 5, 99]]))
    assert (failure.value.index, failure.value.value) == (5, "99")


DAYS = [date(1997, 1, 1), date(1997, 1, 18), None, date(1997, 8, 2)]
ZONE = timezone(timedelta(hours=-5))


def date_columns():
    at_night = [None if day is None else datetime(day.year, day.month, day.day, 23, 59, 59) for day in DAYS]
    zoned = [None if when is None else when.replace(tzinfo=ZONE) for when in at_night]
    text = [None if day is None else day.isoformat() for day in DAYS]
    yield "dates", DAYS
    yield "datetimes", at_night
    yield "datetimes with zone", zoned
    yield "texts", text
    yield "compact texts", [None if day is None else day.strftime("%Y%m%d") for day in DAYS]
    yield "compact integers", [None if day is None else int(day.strftime("%Y%m%d")) for day in DAYS]
    yield "numpy scalars", [None if day is None else np.datetime64(day) for day in DAYS]
    for unit in ("D", "h", "s", "ms", "us", "ns"):
        yield f"numpy {unit}", np.array(at_night if unit != "D" else DAYS, f"M8[{unit}]")
    yield "numpy objects", np.array(DAYS, object)
    yield "numpy texts", np.array([value or "" for value in text])
    yield "pandas objects", pd.Series(DAYS)
    yield "pandas texts", pd.Series(text)
    yield "pandas strings", pd.Series(text, dtype="string")
    yield "pandas arrow texts", pd.Series(text, dtype="string[pyarrow]")
    yield "pandas timestamps in a list", list(pd.Series(pd.to_datetime(text)))
    for unit in ("s", "ms", "us", "ns"):
        yield f"pandas {unit}", pd.Series(np.array(at_night, f"M8[{unit}]"))
    yield "pandas with zone", pd.Series(pd.to_datetime(text)).dt.tz_localize("America/New_York")
    yield "pandas date32", pd.Series(DAYS, dtype="date32[pyarrow]")
    yield "polars dates", pl.Series(DAYS)
    yield "polars texts", pl.Series(text)
    yield "polars categories", pl.Series(text, dtype=pl.Categorical)
    for unit in ("ms", "us", "ns"):
        yield f"polars {unit}", pl.Series(at_night, dtype=pl.Datetime(unit))
        yield f"polars {unit} with zone", pl.Series(at_night, dtype=pl.Datetime(unit)).dt.replace_time_zone("Asia/Tokyo")
    for kind in (pa.date32(), pa.date64()):
        yield f"pyarrow {kind}", pa.array(DAYS, kind)
    for kind in (pa.string(), pa.large_string(), pa.string_view()):
        yield f"pyarrow {kind}", pa.array(text, kind)
    yield "pyarrow dictionary", pa.array(text).dictionary_encode()
    for unit in ("s", "ms", "us", "ns"):
        yield f"pyarrow {unit}", pa.array(at_night, pa.timestamp(unit))
        yield f"pyarrow {unit} with zone", pa.array(zoned, pa.timestamp(unit, "-05:00"))
    rows = ", ".join("(null)" if day is None else f"('{day}')" for day in DAYS)
    for kind in ("date", "timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns", "varchar"):
        yield f"duckdb {kind}", duckdb.sql(f"select d::{kind} as d from (values {rows}) t(d)")


@pytest.mark.parametrize(("name", "column"), [pytest.param(*case, id=case[0]) for case in date_columns()])
def test_days(name, column):
    orders = gw.purchase.purchases(customer=[4, 4, 4, 9], date=column)
    assert orders.intake.missing_day == 1
    assert (orders.first_day, orders.last_day) == (DAYS[0], DAYS[3])
    assert gw.purchase.histories(orders, as_of=DAYS[3]).first_day.tolist() == [DAYS[0], DAYS[3]]


IDS = [7, 7, None, 9]
NAMES = ["ann", "ann", None, "cem"]


def customer_columns():
    yield "integers", IDS
    yield "integers as floats", [NAN if value is None else float(value) for value in IDS]
    yield "large integers", [2**53 + 1, 2**53 + 1, None, 2**53 + 2]
    yield "pandas Int64", pd.Series(IDS, dtype="Int64")
    yield "pandas floats", pd.Series(IDS)
    yield "polars integers", pl.Series(IDS)
    yield "names", NAMES
    yield "numpy names", np.array(NAMES, object)
    yield "pandas names", pd.Series(NAMES)
    yield "pandas categories", pd.Series(NAMES, dtype="category")
    yield "polars names", pl.Series(NAMES)
    yield "polars categories", pl.Series(NAMES, dtype=pl.Categorical)
    for kind in (pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.decimal128(18, 0)):
        yield f"pyarrow {kind}", pa.array(IDS, kind)
    for kind in (pa.string(), pa.large_string(), pa.string_view()):
        yield f"pyarrow {kind}", pa.array(NAMES, kind)
    yield "pyarrow dictionary", pa.array(NAMES).dictionary_encode()


@pytest.mark.parametrize(("name", "column"), [pytest.param(*case, id=case[0]) for case in customer_columns()])
def test_customers(name, column):
    orders = gw.purchase.purchases(customer=column, date=["1997-01-01", "1997-01-02", "1997-01-03", "1997-01-04"])
    assert (orders.customers, orders.occasions, orders.intake.missing_customer) == (2, 3, 1)


TABLE = {
    "id": ["ann", "bob", "ann", "cem", "ann"],
    "day": [date(2024, 1, 1), date(2024, 1, 3), date(2024, 2, 1), date(2024, 2, 2), date(2024, 3, 1)],
    "spend": [10.0, 20.0, 15.5, 5.0, 12.25],
}


def relation(frame):
    return duckdb.from_arrow(pa.table(frame))


class OnlyArrow:
    """A table that can only be streamed, once."""

    def __init__(self, frame):
        self.frame = pa.table(frame)

    def __arrow_c_stream__(self, requested_schema=None):
        return self.frame.__arrow_c_stream__(requested_schema)


KINDS = {
    "dict": (dict, dict),
    "pandas": (lambda table: pd.DataFrame(table).set_index(pd.Index(list("uvwxy"))), pd.DataFrame),
    "pandas arrow": (lambda table: pd.DataFrame(table).convert_dtypes(dtype_backend="pyarrow"), pd.DataFrame),
    "polars": (pl.DataFrame, pl.DataFrame),
    "polars lazy": (pl.LazyFrame, pl.LazyFrame),
    "pyarrow": (pa.table, pa.Table),
    "duckdb": (relation, duckdb.DuckDBPyRelation),
}


def as_lists(frame):
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, dict):
        return {name: list(np.asarray(column).tolist()) for name, column in frame.items()}
    if isinstance(frame, pd.DataFrame):
        return {name: frame[name].tolist() for name in frame}
    return pa.table(frame).to_pydict()


@pytest.mark.parametrize("kind", KINDS)
def test_tables_of_the_callers_kind_come_back(kind):
    make, wanted = KINDS[kind]
    table = gw.purchase.histories(
        make(TABLE), customer="id", date="day", amount="spend", as_of="2024-03-31", unit="day"
    )
    assert isinstance(table, wanted)
    columns = as_lists(table)
    assert list(columns) == ["id", "frequency", "recency", "tenure", "monetary_value", "first_day", "last_day"]
    assert columns["id"] == ["ann", "bob", "cem"]
    assert columns["frequency"] == [2, 0, 0]
    assert columns["recency"] == [60.0, 0.0, 0.0]
    assert columns["tenure"] == [90.0, 88.0, 58.0]
    assert columns["monetary_value"][0] == (15.5 + 12.25) / 2
    # What has no value is null where the kind of table has nulls, and NaN elsewhere.
    nothing = columns["monetary_value"][1]
    assert nothing is None if kind in ("polars", "polars lazy", "pyarrow", "duckdb") else nothing != nothing
    assert [pd.Timestamp(day).date() for day in columns["first_day"]] == [TABLE["day"][0], TABLE["day"][1], TABLE["day"][3]]


@pytest.mark.parametrize("kind", KINDS)
def test_columns_join_the_callers_table(kind):
    make, wanted = KINDS[kind]
    customers = {"name": ["ann", "bob", "cem"], "orders": [7.0, 4.5, 1.0]}
    frame = make(customers) if kind != "pandas" else pd.DataFrame(customers, index=[3, 1, 2])
    table = gw.segment.tiers(frame, purchases="orders", purchase_thresholds=[5, 3])
    assert isinstance(table, wanted)
    columns = as_lists(table)
    assert list(columns) == ["name", "orders", "tier", "tier_label"]
    assert columns["tier"] == [0, 1, 2]
    assert columns["tier_label"] == ["high", "medium", "low"]
    if kind == "pandas":
        assert table.index.tolist() == [3, 1, 2]


@pytest.mark.parametrize("kind", KINDS)
def test_any_table_can_be_assessed(kind):
    orders = KINDS[kind][0](TABLE)
    answers = KINDS[kind][0]({"recommendation": [9, 10, 3, 8, None]})
    assessment = gw.assess(orders, customer="id", date="day", amount="spend", survey=answers)
    assert assessment.data.revenue == 62.75
    assert assessment.indicator("nps").estimate.value == 0.25


def test_a_stream_is_read_once_and_answered_with_one():
    table = gw.purchase.histories(OnlyArrow(TABLE), customer="id", date="day", amount="spend", as_of="2024-03-31")
    assert pa.table(table).column("frequency").to_pylist() == [2, 0, 0]
    reader = pa.table(TABLE).to_reader(max_chunksize=2)
    assert gw.purchase.purchases(reader, customer="id", date="day", amount="spend").occasions == 5


def test_a_stream_of_date_texts_is_read_in_one_format():
    texts = {**TABLE, "day": ["13/01/2024", "03/01/2024", "01/02/2024", "02/02/2024", "01/03/2024"]}
    reader = pa.table(texts).to_reader(max_chunksize=1)
    assert gw.purchase.purchases(reader, customer="id", date="day").last_day == date(2024, 3, 1)


def test_numpy_records_are_a_table():
    records = np.array([(4, "1997-01-01"), (4, "1997-01-18")], [("id", "i8"), ("day", "U10")])
    assert gw.purchase.purchases(records, customer="id", date="day").occasions == 2


def test_a_relation_stays_with_its_connection():
    connection = duckdb.connect()
    connection.register("orders", pa.table(TABLE))
    bought = gw.purchase.histories(connection.table("orders"), customer="id", date="day", as_of="2024-03-31")
    assert connection.sql("select sum(frequency) from bought").fetchall() == [(2,)]


def test_results_are_arrow_tables():
    histories = gw.purchase.histories(
        customer=TABLE["id"], date=TABLE["day"], amount=TABLE["spend"], as_of="2024-03-31"
    )
    assert pl.DataFrame(histories)["frequency"].to_list() == [2, 0, 0]
    assert len(histories) == 3
    orders = gw.purchase.purchases(TABLE, customer="id", date="day", amount="spend")
    assert pl.DataFrame(orders)["amount"].to_list() == [10.0, 15.5, 12.25, 20.0, 5.0]


def test_row_order_and_batches_change_no_bit():
    rows = list(zip(*TABLE.values(), strict=True))
    wanted = gw.purchase.histories(customer=TABLE["id"], date=TABLE["day"], amount=TABLE["spend"], as_of="2024-03-31")
    for order in itertools.permutations(rows):
        builder = gw.purchase.PurchasesBuilder()
        for start in (0, 2, 3):
            ids, days, amounts = zip(*order[start : {0: 2, 2: 3, 3: 5}[start]], strict=True)
            builder.update(customer=ids, date=days, amount=amounts)
        assert gw.purchase.histories(builder.finish(), as_of="2024-03-31") == wanted
