"""Sends the records of a JSON Lines file to a carrier's topic, up to 1,000 in a message.

    ringtrace carrier add north > north.properties
    python producer.py north.properties ../../../schemas/cdr-batch.avsc calls.jsonl --source switch-1 --sequence 1

The settings are those that `ringtrace carrier add` printed. Times are milliseconds since 1970, UTC.
"""

import argparse
import itertools
import json
import struct
import time
import uuid
from io import BytesIO

import fastavro
from confluent_kafka import Producer

RECORDS = 1_000


def read_settings(path):
    """The topic, and the client's settings."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    topic = next(line.removeprefix("# topic:").strip() for line in lines if line.startswith("# topic:"))
    return topic, dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def single_object_header(schema):
    """C3 01 and the schema's CRC-64-AVRO fingerprint, least significant byte first."""
    form = fastavro.schema.to_parsing_canonical_form(schema)
    return b"\xc3\x01" + bytes.fromhex(fastavro.schema.fingerprint(form, "CRC-64-AVRO"))


def encode(schema, header, source, sequence, records):
    message = BytesIO()
    message.write(header)
    batch = {
        "batch_id": str(uuid.uuid4()),
        "source": source,
        "sequence": sequence,
        "produced_at": int(time.time() * 1000),
        "records": records,
    }
    fastavro.schemaless_writer(message, schema, batch)
    return message.getvalue()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("settings")
    options.add_argument("schema")
    options.add_argument("file")
    options.add_argument("--source", required=True)
    options.add_argument("--sequence", type=int, required=True, help="of the first batch; rises by one")
    options.add_argument("--compression", default="zstd")
    options.add_argument("--registry-id", type=int, help="frame for a schema registry, with this id")
    given = options.parse_args()

    schema = fastavro.schema.load_schema(given.schema)
    header = single_object_header(schema)
    if given.registry_id is not None:
        header = struct.pack(">bI", 0, given.registry_id)

    # Idempotence: the client's own retries store nothing twice and change no order.
    topic, settings = read_settings(given.settings)
    producer = Producer(
        settings | {"enable.idempotence": True, "compression.type": given.compression, "linger.ms": 20}
    )
    failures = []
    with open(given.file, encoding="utf-8") as lines:
        records = (json.loads(line) for line in lines if line.strip())
        for sequence in itertools.count(given.sequence):
            batch = list(itertools.islice(records, RECORDS))
            if not batch:
                break
            producer.produce(
                topic,
                key=given.source,
                value=encode(schema, header, given.source, sequence, batch),
                on_delivery=lambda error, _: failures.append(error) if error else None,
            )
            producer.poll(0)
    producer.flush()
    if failures:
        raise SystemExit(f"{len(failures)} batches were not accepted, the first: {failures[0]}; send the file again")


if __name__ == "__main__":
    main()
