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
 * Stops a warning of Node on standard error: after every request kafkajs 2.2.4 sets a timer with a negative delay (-55
 * years). The timer is left out where no request is pending and nothing is throttled, as it has nothing to check then.
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
