import type { IncomingMessage } from 'node:http';

/** What the front answers by itself. */
export interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request's line and headers, names and values in turn, as Node's parser gives them. */
export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'rawHeaders' | 'headers'>;
