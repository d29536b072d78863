import { isProviderId, providerIdRule } from './provider-id.ts';

/** Topic names and their shape: part of the contract with carriers. */
const feedTopicPrefix = 'cdr.';
export const candidatesTopic = 'traceback.candidates';
/** Which dead letters were sent again, in the same transactions as they were. */
export const replaysTopic = 'ringtrace.replays';
export const feedPartitions = 4;

/** The topic a carrier's feed goes to. */
export function feedTopic(carrier: string): string {
  if (!isProviderId(carrier)) throw new Error(`'${carrier}' is no carrier id: use ${providerIdRule}`);
  return feedTopicPrefix + carrier;
}

/** The carrier a feed topic belongs to, or undefined where the topic is no feed. */
export function carrierOfTopic(topic: string): string | undefined {
  if (!topic.startsWith(feedTopicPrefix)) return undefined;
  const carrier = topic.slice(feedTopicPrefix.length);
  return isProviderId(carrier) ? carrier : undefined;
}
