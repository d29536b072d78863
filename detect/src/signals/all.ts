import * as behavior from './behavior.ts';
import * as caller from './caller.ts';
import * as honest from './honest.ts';
import type { Signal } from './signal.ts';

/** Everything the judge looks at; the order is that of the evidence. */
export const signals: readonly Signal[] = [
  ...Object.values(caller),
  ...Object.values(behavior),
  ...Object.values(honest),
];
