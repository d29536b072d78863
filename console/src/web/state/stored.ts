import { useSyncExternalStore } from 'react';

const changed = new Set<() => void>();
const subscribe = (listener: () => void) => {
  changed.add(listener);
  return () => changed.delete(listener);
};

/** Chosen for as long as the page is open, where the browser keeps nothing. */
const inMemory = new Map<string, string>();

function read(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return inMemory.get(name);
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    inMemory.set(name, value);
  }
  for (const listener of changed) listener();
}

/** A choice that this browser keeps, and no address: how the console looks and listens to one person. The first value is the usual one. */
export function stored<const V extends string>(name: string, values: readonly [V, ...V[]]) {
  const get = (): V => {
    const kept = read(name);
    return values.find((value) => value === kept) ?? values[0];
  };
  return {
    values,
    get,
    set: (value: V) => write(name, value),
    use: () => useSyncExternalStore(subscribe, get, () => values[0]),
  } as const;
}
