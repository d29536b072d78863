"""What a carrier's login learns from Kafka: the topics it sees, and what becomes of reading one. Prints JSON."""

import json
import sys
import time

from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition

settings, topic = sys.argv[1:]
with open(settings, encoding="utf-8") as lines:
    login = dict(line.strip().split("=", 1) for line in lines if not line.startswith("#"))
consumer = Consumer(login | {"group.id": "none", "enable.auto.commit": False})
seen = sorted(consumer.list_topics(timeout=30).topics)
# Without joining the group, which is refused by itself.
consumer.assign([TopicPartition(topic, partition, OFFSET_BEGINNING) for partition in range(4)])
read = "nothing"
deadline = time.monotonic() + 60
while read in ("nothing", "GROUP_AUTHORIZATION_FAILED") and time.monotonic() < deadline:
    message = consumer.poll(1)
    if message is not None:
        read = message.error().name() if message.error() else "a message"
print(json.dumps({"seen": seen, "read": read}))
