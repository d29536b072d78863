"""Checks an embedded engine with clickhouse-connect. Prints one JSON object for each check."""

import json
import os
import sys
import uuid
from datetime import date, datetime, timezone

import clickhouse_connect
from clickhouse_connect.driver.exceptions import DatabaseError

LOGIN = json.loads(os.environ["ENGINE"])
CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def connect(user="readWrite", **more):
    return clickhouse_connect.get_client(
        host=LOGIN["host"],
        port=LOGIN["port"],
        username=LOGIN[user]["user"],
        password=LOGIN[user]["password"],
        **more,
    )


def code_of(call):
    try:
        call()
    except DatabaseError as error:
        return error.code if getattr(error, "code", None) else str(error)
    return None


@check
def connects():
    client = connect()
    return [client.server_version.split(".")[0], str(client.server_tz), client.ping(), client.database]


@check
def queries_with_parameters():
    parameters = {"n": 3, "s": "it's", "d": date(2026, 1, 2), "xs": [1, 2]}
    query = "SELECT {n:UInt8}, {s:String}, {d:Date}, {xs:Array(UInt8)}, NULL"
    rows = connect().query(query, parameters=parameters).result_rows
    return [str(value) for value in rows[0]]


@check
def runs_commands():
    client = connect()
    client.command("CREATE TABLE py (n UInt32, s String) ENGINE = MergeTree ORDER BY n")
    return client.command("SELECT count() FROM py")


@check
def inserts_every_type_natively():
    client = connect()
    client.command(
        "CREATE TABLE py_types (n UInt64, f Nullable(Float64), s LowCardinality(String), t DateTime64(3, 'UTC'),"
        " u UUID, xs Array(UInt16), m Map(String, UInt8)) ENGINE = MergeTree ORDER BY n"
    )
    time = datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=timezone.utc)
    key = uuid.UUID("6a1e0c8e-6f0b-4f43-9e14-0d9c1a3f7b21")
    sent = [(1, 0.5, "a", time, key, [1, 2], {"x": 1}), (2, None, "b", time, key, [], {})]
    written = client.insert("py_types", sent).written_rows
    got = client.query("SELECT * FROM py_types ORDER BY n").result_rows
    same = [[row[0], row[1], row[2], row[4], list(row[5]), row[6]] for row in got] == [
        [row[0], row[1], row[2], row[4], row[5], row[6]] for row in sent
    ]
    return [written, same, [row[3].timestamp() == time.timestamp() for row in got]]


@check
def inserts_and_streams_many_rows():
    client = connect()
    client.command("CREATE TABLE py_many (n UInt32, s String) ENGINE = MergeTree ORDER BY n")
    client.insert("py_many", [[number, f"s{number}"] for number in range(100_000)], column_names=["n", "s"])
    rows = total = blocks = 0
    with client.query_row_block_stream("SELECT n, s FROM py_many", settings={"max_block_size": 10_000}) as stream:
        for block in stream:
            blocks += 1
            rows += len(block)
            total += sum(row[0] for row in block)
    return [rows, total, blocks > 1]


@check
def carries_raw_formats_both_ways():
    client = connect()
    counts = []
    for form in ["Parquet", "Native", "RowBinary", "ArrowStream", "CSVWithNames"]:
        client.command(f"CREATE TABLE raw_{form} (n UInt64, s String) ENGINE = Memory")
        data = client.raw_query("SELECT number AS n, toString(number) AS s FROM numbers(5000)", fmt=form)
        client.raw_insert(f"raw_{form}", insert_block=data, fmt=form)
        counts.append(client.command(f"SELECT sum(n) FROM raw_{form}"))
    return counts


@check
def compresses_both_ways():
    answers = []
    for method in ["lz4", "zstd", "gzip", False]:
        client = connect(compress=method)
        table = f"packed_{method}"
        client.command(f"CREATE TABLE {table} (n UInt32) ENGINE = Memory")
        client.insert(table, [[number] for number in range(50_000)])
        answers.append(len(client.query(f"SELECT n FROM {table}").result_rows))
    return answers


@check
def passes_settings_and_sessions():
    client = connect(session_id="py-session", settings={"max_threads": 1})
    client.command("CREATE TEMPORARY TABLE kept (n UInt8)")
    client.insert("kept", [[5]])
    return [client.command("SELECT n FROM kept"), client.command("SELECT getSetting('max_threads')")]


@check
def raises_errors_with_their_code():
    client = connect()
    answers = [code_of(lambda: client.query("SELECT * FROM nowhere"))]
    answers.append(code_of(lambda: client.command("SELEC 1")))
    answers.append(code_of(lambda: connect(user="wrong")))
    return [str(answer) for answer in answers]


@check
def reads_as_an_analyst():
    client = connect(user="readOnly")
    return [
        client.query("SELECT count() FROM py_many").result_rows[0][0],
        str(code_of(lambda: client.command("DROP TABLE py_many"))),
        str(code_of(lambda: client.insert("py_many", [[1, "a"]], column_names=["n", "s"]))),
    ]


for function in CHECKS:
    try:
        answer = {"name": function.__name__, "result": function()}
    except Exception as error:  # A failed check does not stop the others.
        answer = {"name": function.__name__, "error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer, default=str))
    sys.stdout.flush()
