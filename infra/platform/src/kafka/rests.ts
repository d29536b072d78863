/** Bytes of message values after which there is no rest: the next fetch is likely to bring as much. */
const fullFetchBytes = 16 * 1024 * 1024;

/**
 * Decides when a consumer rests between two fetches. A fetch names every partition, so it costs the broker and this process as much for one
 * message as for a thousand. The broker could wait for more messages instead. But then it looks at every partition again for each request
 * of a producer.
 */
export class Rests {
  /** Bytes of message values since the last fetch began. */
  #bytes = 0;
  /** Brokers that are fetched from next, after a rest. */
  readonly #rested = new Set<number>();

  /** Notes what a fetch brought of one partition. */
  fetched(bytes: number): void {
    this.#bytes += bytes;
  }

  /**
   * Whether there is a rest before the next fetch from this broker: one at most, and only where something came and nothing lies behind. A
   * fetch that brought nothing has waited already.
   */
  isDue(broker: number, anyBehind: boolean): boolean {
    const isDue =
      !this.#rested.delete(broker) && !anyBehind && this.#bytes > 0 && this.#bytes < fullFetchBytes;
    if (isDue) this.#rested.add(broker);
    else this.#bytes = 0;
    return isDue;
  }
}
