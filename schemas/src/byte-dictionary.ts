import { GrowingBytes } from './growing-bytes.ts';

const firstSlots = 256;

/**
 * Gives each different text an id: 0, 1, 2, ... in the order of their first appearance. A hash table (open addressing)
 * over UTF-8 bytes, so that no JavaScript string is made of a text. The texts are kept as ClickHouse's Native format
 * writes a dictionary.
 */
export class ByteDictionary {
  /** Of each text in order of ids: its length, then its bytes. */
  readonly keys = new GrowingBytes();
  #size = 0;
  /** For each slot of the hash table: id + 1 of its text; 0 = free. */
  #slots = new Int32Array(firstSlots);
  /** Three values for each id, from index 3 * id on: hash, offset of the text's bytes in `keys`, number of bytes. */
  #values = new Int32Array(3 * firstSlots);
  readonly #texts = new Map<string, number>();

  /** How many different texts there are. */
  get size(): number {
    return this.#size;
  }

  /** The id of the UTF-8 text in `view` from offset `start` to `end`. */
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

  /** Forgets all texts; ids start at 0 again. */
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

/** A multiplicative hash over words of 32 bits. It is never stored: it only has to spread the texts of one block. */
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
