import type { channels } from '@ringtrace/schemas/casework/words';
import type { Forms } from '../forms.ts';

export type ChannelName = (typeof channels)[number];

/** A message that is ready to go out. */
export interface Parcel {
  /** Id of the message. A message that goes out again, because nobody knows whether it did, has the same id. */
  readonly id: string;
  readonly provider: string;
  /** A mail address, a URL, or the folder that the message is written to. */
  readonly address: string;
  readonly subject: string;
  readonly forms: Forms;
}

/**
 * What became of a message. delivered: the provider's own system took it. sent: it is on its way, and nobody knows whether
 * it arrives. bounced: it will never arrive this way.
 */
export type Sent =
  | { readonly outcome: 'delivered' | 'sent' }
  | { readonly outcome: 'bounced'; readonly why: string };

/** One way by which a message reaches a provider. */
export interface Channel {
  /** Throws NotSentError where it may succeed later, or after a change of settings. */
  send(parcel: Parcel, signal: AbortSignal): Promise<Sent>;
}

/** The message did not go out, and that says nothing about the provider. The message names the cause and the way out. */
export class NotSentError extends Error {
  override name = 'NotSentError';
}

/** How often a message is tried before NotSentError, and how long the first and the longest wait is, ms. */
export interface Patience {
  readonly attempts: number;
  readonly firstMs: number;
  readonly longestMs: number;
}

export const usualPatience: Patience = { attempts: 4, firstMs: 1_000, longestMs: 8_000 };
