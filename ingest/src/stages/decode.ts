import type { BatchDecoder } from '@ringtrace/platform/avro/batch-codec';
import type { ReadableBatch } from '@ringtrace/platform/avro/batch-reader';
import { DecodeError } from '@ringtrace/platform/avro/decode-error';
import { decompressionFailure } from '@ringtrace/platform/kafka/over-limit';
import type { FeedMessage } from '@ringtrace/platform/kafka/session';
import { carrierOfTopic } from '@ringtrace/schemas/topics';
import { type Fault, fault } from './fault.ts';

/** A feed message that could be read as a batch. */
export interface ReadMessage {
  readonly message: FeedMessage;
  /** The carrier whose topic it is. A carrier that the message names counts for nothing. */
  readonly carrier: string;
  readonly batch: ReadableBatch;
  /** Id of the schema that the message was written with. */
  readonly writerSchema: string;
  /** Size of the message, decompressed. */
  readonly bytes: number;
}

/** A feed message of which nothing could be read. */
export interface UnreadMessage {
  readonly message: FeedMessage;
  readonly carrier: string;
  readonly writerSchema: string;
  readonly fault: Fault;
}

export const isUnread = (message: ReadMessage | UnreadMessage): message is UnreadMessage =>
  'fault' in message;

/**
 * Reads the frame and the structure of a message. The values of its records are read later, one record at a time, so
 * that a bad record costs only itself. A message that can't be read is returned as UnreadMessage, not thrown.
 */
export async function decodeMessage(
  decoder: BatchDecoder,
  message: FeedMessage,
): Promise<ReadMessage | UnreadMessage> {
  const carrier = carrierOfTopic(message.topic) ?? '';
  const unread = (reason: Fault['reason'], detail: string, writerSchema = '') => ({
    message,
    carrier,
    writerSchema,
    fault: fault('', reason, detail),
  });
  if (message.value === null) return unread('undecodable', 'the message has no value');
  const failure = decompressionFailure(message.value);
  if (failure !== undefined) return unread('undecodable', failure);
  try {
    return { message, carrier, bytes: message.value.length, ...(await decoder.decode(message.value)) };
  } catch (error) {
    if (error instanceof DecodeError) return unread(error.reason, error.message, error.writerSchema);
    throw error;
  }
}
