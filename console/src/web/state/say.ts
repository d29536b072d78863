import { useSyncExternalStore } from 'react';

/** Something that was done, told to the person wherever the page goes then. */
export interface Saying {
  readonly id: number;
  readonly text: string;
}

/** A saying goes after this time. The person can close it before. */
const shownMs = 12_000;

let sayings: readonly Saying[] = [];
let last = 0;
const listeners = new Set<() => void>();
const show = (next: readonly Saying[]) => {
  sayings = next;
  for (const listener of listeners) listener();
};

/** Takes a saying away. */
export const unsay = (id: number): void => show(sayings.filter((one) => one.id !== id));

/** Tells the person that something was done. */
export function say(text: string): void {
  const id = ++last;
  show([...sayings, { id, text }]);
  setTimeout(unsay, shownMs, id);
}

/** What is said now, the oldest first. */
export const useSayings = (): readonly Saying[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sayings,
    () => sayings,
  );
