import type { IncomingMessage } from 'node:http';

/** A response of the front itself, to a request that it does not pass on to the engine. */
export interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request without its body. `rawHeaders`: name, value, name, value, ... as in Node. */
export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'rawHeaders' | 'headers'>;
