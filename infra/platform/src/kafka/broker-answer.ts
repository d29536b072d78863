import kafkajs from 'kafkajs';

/** Whether an error is one of these answers of a broker, by Kafka's names for them. */
export const isAnswer = (error: unknown, types: ReadonlySet<string>) =>
  error instanceof kafkajs.KafkaJSProtocolError && types.has(error.type);

export const unknownTopic: ReadonlySet<string> = new Set(['UNKNOWN_TOPIC_OR_PARTITION']);
