import type { Provider } from '../model/provider.ts';
import type { CalendarUsed, Request, RequestFacts } from '../model/request.ts';

/** One request of a message. */
export interface Asked {
  readonly request_id: string;
  readonly facts: RequestFacts;
  /** ms since 1970. */
  readonly due_at: number;
}

/** One message to one provider, with everything that it asks. */
export interface Outgoing {
  readonly batch_id: string;
  readonly purpose: 'request' | 'reminder';
  readonly written_at: number;
  readonly provider: string;
  /** As somebody described it; undefined = nobody has. */
  readonly described: Provider | undefined;
  readonly calendar: CalendarUsed;
  readonly asked: readonly Asked[];
  /** Providers of the same paths that this one may not learn of. */
  readonly hidden: readonly string[];
  nameOf(provider: string): string;
  /** All names and ids by which somebody may write of a provider. */
  namesOf(provider: string): readonly string[];
}

/** A message as it goes out: what the log keeps of it. */
export interface Composed {
  readonly provider: string;
  readonly batch_id: string;
  readonly purpose: Outgoing['purpose'];
  readonly channel: Exclude<Request['channel'], ''>;
  /** Path, mail address or URL. */
  readonly address: string;
  readonly forms: readonly { readonly form: Request['bytes'][number]['form']; readonly bytes: Uint8Array }[];
}

/** What became of a message. */
export type Delivery =
  | { readonly delivered: true }
  /** It is on its way, such as by mail, and nobody knows whether it arrives. */
  | { readonly delivered: 'perhaps' }
  | {
      readonly delivered: false;
      readonly why: string;
      /** It did not go out, and that says nothing about the provider: it is tried again. */
      readonly later?: true;
    };

/** Writes messages to providers and delivers them. The layer `requests` has the real one. */
export interface Sender {
  /** Throws where the provider can't be reached by any channel, or the message would tell of another hop. */
  compose(message: Outgoing): Promise<Composed>;
  /** Doing it twice is harmless: the provider knows the message by its batch_id. */
  deliver(message: Composed): Promise<Delivery>;
}
