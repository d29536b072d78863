"""What a carrier's login learns from Kafka: the topics it sees, and what becomes of reading one. Prints JSON."""

import json
import sys

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, TopicPartition

settings, topic = sys.argv[1:]
with open(settings, encoding="utf-8") as lines:
    login = dict(line.strip().split("=", 1) for line in lines if not line.startswith("#"))
consumer = Consumer(login | {"group.id": "none", "enable.auto.commit": False})
seen = sorted(consumer.list_topics(timeout=30).topics)
consumer.assign([TopicPartition(topic, 0, OFFSET_BEGINNING)])
try:
    message = consumer.poll(30)
    read = message.error().name() if message is not None and message.error() else str(message)
except KafkaException as error:
    read = error.args[0].name()
print(json.dumps({"seen": seen, "read": read}))
