/** Anything that happens at a moment, ms since 1970. */
export type Timed = { readonly start: number };

/**
 * A min-heap by time. Of two items with the same time, the one that entered first leaves first, so the order is always
 * the same.
 */
class TimeQueue<T> {
  #heap: { readonly at: number; readonly order: number; readonly item: T }[] = [];
  #entered = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** Time of the next item; Infinity where the queue is empty. */
  get nextAt(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  push(at: number, item: T): void {
    const heap = this.#heap;
    const entry = { at, order: this.#entered++, item };
    let hole = heap.length;
    heap.push(entry);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !this.#before(entry, above)) break;
      heap[hole] = above;
      hole = parent;
    }
    heap[hole] = entry;
  }

  pop(): T | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined) return undefined;
    if (heap.length > 0) this.#sink(last);
    return top.item;
  }

  /** Takes out the items that are due, as long as there are any. */
  *taken(isDue: (at: number) => boolean): Generator<T> {
    while (this.size > 0 && isDue(this.nextAt)) {
      const due = this.pop();
      if (due !== undefined) yield due;
    }
  }

  #sink(entry: { readonly at: number; readonly order: number; readonly item: T }): void {
    const heap = this.#heap;
    let hole = 0;
    for (;;) {
      const left = heap[2 * hole + 1];
      const right = heap[2 * hole + 2];
      const useRight = left !== undefined && right !== undefined && this.#before(right, left);
      const child = useRight ? right : left;
      if (child === undefined || this.#before(entry, child)) break;
      heap[hole] = child;
      hole = 2 * hole + (useRight ? 2 : 1);
    }
    heap[hole] = entry;
  }

  #before(a: { at: number; order: number }, b: { at: number; order: number }): boolean {
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }
}

/** Merges streams that are each in order of time. It holds one item of each stream. */
export function* mergeByTime<T extends Timed>(streams: readonly Iterable<T>[]): Generator<T> {
  const queue = new TimeQueue<{ item: T; from: Iterator<T> }>();
  const draw = (from: Iterator<T>) => {
    const { done, value } = from.next();
    if (!done) queue.push(value.start, { item: value, from });
  };
  for (const stream of streams) draw(stream[Symbol.iterator]());
  for (let head = queue.pop(); head !== undefined; head = queue.pop()) {
    yield head.item;
    draw(head.from);
  }
}

/**
 * Adds later items that follow from others, such as a call-back or a second attempt. `next` gives the later item, or
 * undefined. The result is in order of time. Later items at `until` or after it are left out.
 */
export function* withFollowUps<T extends Timed>(
  items: Iterable<T>,
  next: (item: T) => T | undefined,
  until: number,
): Generator<T> {
  const pending = new TimeQueue<T>();
  for (const item of items) {
    yield* pending.taken((at) => at <= item.start);
    yield item;
    const later = next(item);
    if (later !== undefined) pending.push(later.start, later);
  }
  yield* pending.taken((at) => at < until);
}

/**
 * The same items in the order of a later moment of each, such as the end of a call. The items come in order of time. Those with their
 * moment at `until` or after it are left out.
 */
export function* byLaterMoment<T extends Timed>(
  items: Iterable<T>,
  momentOf: (item: T) => number,
  until: number,
): Generator<T> {
  const pending = new TimeQueue<T>();
  for (const item of items) {
    yield* pending.taken((at) => at <= item.start);
    pending.push(momentOf(item), item);
  }
  yield* pending.taken((at) => at < until);
}
