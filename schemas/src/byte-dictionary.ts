import { GrowingBytes } from './growing-bytes.ts';

const firstSlots = 256;

/**
 * Gives each different value a number, in the order they come, without making a string of it: a hash table over
 * UTF-8 bytes, open addressing. Holds the values as ClickHouse's Native format writes them.
 */
export class ByteDictionary {
  /** Length, then bytes, of each value. */
  readonly keys = new GrowingBytes();
  #size = 0;
  /** Number + 1 of the value in a slot; 0 = free. */
  #slots = new Int32Array(firstSlots);
  /** Of value `id` at 3 * id: its hash, where its bytes start in `keys`, how many they are. */
  #values = new Int32Array(3 * firstSlots);
  readonly #texts = new Map<string, number>();

  get size(): number {
    return this.#size;
  }

  /** The number of the value at `start` to `end`. */
  idOf(view: DataView, start: number, end: number): number {
    const hash = hashOf(view, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let entry = this.#slots[slot] ?? 0; entry !== 0; entry = this.#slots[slot] ?? 0) {
      if (this.#is(entry - 1, hash, view, start, end)) return entry - 1;
      slot = (slot + 1) & mask;
    }
    return this.#add(slot, hash, view, start, end);
  }

  idOfText(text: string): number {
    let id = this.#texts.get(text);
    if (id === undefined) {
      const bytes = Buffer.from(text);
      id = this.idOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
      this.#texts.set(text, id);
    }
    return id;
  }

  clear(): void {
    this.#size = 0;
    this.#slots = new Int32Array(firstSlots);
    this.#values = new Int32Array(3 * firstSlots);
    this.#texts.clear();
    this.keys.clear();
  }

  #is(id: number, hash: number, view: DataView, start: number, end: number): boolean {
    const values = this.#values;
    if (values[3 * id] !== hash || values[3 * id + 2] !== end - start) return false;
    return this.keys.holds(values[3 * id + 1] ?? 0, view, start, end);
  }

  #add(slot: number, hash: number, view: DataView, start: number, end: number): number {
    const id = this.#size;
    this.#size += 1;
    this.#slots[slot] = id + 1;
    this.keys.varUint(end - start);
    this.#values.set([hash, this.keys.length, end - start], 3 * id);
    this.keys.slice(view, start, end);
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return id;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const values = new Int32Array(3 * slots.length);
    values.set(this.#values);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#size; id += 1) {
      let slot = (values[3 * id] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
    this.#values = values;
  }
}

/** Multiplicative, a word at a time: it need only spread within one block. */
function hashOf(view: DataView, start: number, end: number): number {
  let hash = end - start;
  let at = start;
  for (; at + 4 <= end; at += 4) hash = mix(hash ^ view.getInt32(at, true));
  for (; at < end; at += 1) hash = mix(hash ^ view.getUint8(at));
  return hash;
}

function mix(word: number): number {
  const product = Math.imul(word, 0x9e3779b1);
  return product ^ (product >>> 15);
}
