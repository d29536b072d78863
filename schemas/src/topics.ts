/** Topic names and their shape: part of the contract with carriers. */
export const feedTopicPrefix = 'cdr.';
export const candidatesTopic = 'traceback.candidates';
/** Which dead letters were sent again, in the same transactions as they were. */
export const replaysTopic = 'ringtrace.replays';
export const feedPartitions = 4;

const carrierId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** A carrier's id: letters, digits, `.`, `_` and `-`, at most 64. It is the provider id everywhere. */
export function isCarrierId(id: string): boolean {
  return carrierId.test(id);
}

/** The topic a carrier's feed goes to. */
export function feedTopic(carrier: string): string {
  if (!isCarrierId(carrier)) {
    throw new Error(
      `'${carrier}' is not a carrier id: use letters, digits, '.', '_' and '-', at most 64 characters`,
    );
  }
  return feedTopicPrefix + carrier;
}

/** The carrier a feed topic belongs to, or undefined where the topic is no feed. */
export function carrierOfTopic(topic: string): string | undefined {
  if (!topic.startsWith(feedTopicPrefix)) return undefined;
  const carrier = topic.slice(feedTopicPrefix.length);
  return isCarrierId(carrier) ? carrier : undefined;
}
