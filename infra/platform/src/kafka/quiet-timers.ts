import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const isFunction = (value: unknown): value is (this: unknown) => void => typeof value === 'function';

interface Queue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
}
const isQueue = (value: unknown): value is Queue =>
  typeof value === 'object' && value !== null && 'pending' in value && 'throttledUntil' in value;

/**
 * kafkajs 2.2.4 sets a timer of minus 55 years after every request, which Node warns about on standard error.
 * With nothing pending and no throttling there is nothing to check, so the timer is left out.
 */
export function quietTimers(): void {
  const queueClass: unknown = require('kafkajs/src/network/requestQueue');
  if (!isFunction(queueClass)) return;
  const prototype: object = queueClass.prototype;
  const schedule: unknown = Reflect.get(prototype, 'scheduleCheckPendingRequests');
  if (!isFunction(schedule)) return;
  Reflect.set(prototype, 'scheduleCheckPendingRequests', function (this: unknown) {
    const idle = isQueue(this) && this.pending.length === 0 && this.throttledUntil <= Date.now();
    if (!idle) schedule.call(this);
  });
}
