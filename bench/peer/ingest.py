"""What one writes in Python for the same job: topic -> Parquet -> hourly latency histogram.

    ingest.py <brokers> <topic> <folder>

Needs confluent-kafka and polars. Prints what it counted as one line of JSON.
"""

import json
import sys
from pathlib import Path

import polars as pl
from confluent_kafka import Consumer, TopicPartition

BATCH = 100_000

brokers, topic, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
folder.mkdir(parents=True)

consumer = Consumer(
    {
        "bootstrap.servers": brokers,
        "group.id": "ingest-peer",
        "enable.auto.commit": False,
        "auto.offset.reset": "earliest",
    }
)

# Partitions are assigned rather than joined for: no time goes into a group's rebalance.
partitions = consumer.list_topics(topic).topics[topic].partitions
remaining = 0
assignment = []
for number in partitions:
    partition = TopicPartition(topic, number)
    low, high = consumer.get_watermark_offsets(partition)
    partition.offset = low
    assignment.append(partition)
    remaining += high - low
consumer.assign(assignment)

files = 0
while remaining > 0:
    messages = consumer.consume(num_messages=min(BATCH, remaining), timeout=30.0)
    if not messages:
        sys.exit("no message for 30 s")
    for message in messages:
        if message.error():
            sys.exit(str(message.error()))
    remaining -= len(messages)
    frame = pl.read_ndjson(b"\n".join(message.value() for message in messages))
    frame.write_parquet(folder / f"{files:05}.parquet", compression="zstd")
    files += 1
consumer.close()

# Buckets of 2 to the power of 1/64, as fine as a published P99 needs them.
histogram = (
    pl.scan_parquet(folder / "*.parquet")
    .with_columns(
        hour=pl.col("time") // 3_600_000,
        bucket=(pl.col("durationMs").log(2) * 64).floor().cast(pl.Int32),
        bad=pl.col("statusCode") >= 500,
    )
    .group_by("component", "hour", "bucket")
    .agg(events=pl.len(), bad=pl.col("bad").sum())
    .sort("component", "hour", "bucket")
    .collect()
)
histogram.write_parquet(folder / "histogram.parquet", compression="zstd")
print(json.dumps({"events": int(histogram["events"].sum()), "rows": histogram.height}))
