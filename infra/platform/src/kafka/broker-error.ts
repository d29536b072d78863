import kafkajs from 'kafkajs';

/** Whether an error was returned by a broker and is one of these types, such as UNKNOWN_TOPIC_OR_PARTITION. */
export const isBrokerError = (error: unknown, types: ReadonlySet<string>) =>
  error instanceof kafkajs.KafkaJSProtocolError && types.has(error.type);

export const unknownTopic: ReadonlySet<string> = new Set(['UNKNOWN_TOPIC_OR_PARTITION']);
