import { type Beginning, headBytes, type Prefix } from './prefix.ts';
import type { Position } from './state.ts';

/** Contents remembered that are in no file of the directory any longer: one may come back compressed. */
const mostPast = 1_000;

/**
 * How far each content is fed, by the file that holds it, and by how it begins: a file is recognised without asking
 * every other one, in a directory of a hundred thousand too.
 */
export class KnownContents {
  readonly #byId = new Map<string, Position>();
  #past: Position[] = [];
  /** By how many bytes tell the beginning, then by their hash. */
  readonly #byHead = new Map<number, Map<string, Set<Position>>>();

  constructor(positions: readonly Position[]) {
    for (const position of positions) {
      if (position.id === '') this.#past.push(position);
      else this.#byId.set(position.id, position);
      this.#index(position);
    }
  }

  get(id: string): Position | undefined {
    return this.#byId.get(id);
  }

  /** Those of files that are there. */
  current(): MapIterator<Position> {
    return this.#byId.values();
  }

  /** Instead of what was known of the same file. */
  set(position: Position): void {
    const before = this.#byId.get(position.id);
    if (before !== undefined) this.#unindex(before);
    this.#byId.set(position.id, position);
    this.#index(position);
  }

  /** The file is gone, or holds something else: its content may come back under another inode. */
  retire(id: string): void {
    const position = this.#byId.get(id);
    if (position === undefined) return;
    this.#byId.delete(id);
    this.#unindex(position);
    const past = { ...position, id: '' };
    this.#past.push(past);
    this.#index(past);
    while (this.#past.length > mostPast) {
      const oldest = this.#past.shift();
      if (oldest !== undefined) this.#unindex(oldest);
    }
  }

  all(): Position[] {
    return [...this.#byId.values(), ...this.#past];
  }

  /** Those that a content with this beginning may go on from, the shortest first. */
  startingAs(beginning: Beginning): Position[] {
    return [...this.#byHead]
      .filter(([told]) => told > 0 && told <= beginning.length)
      .flatMap(([told, byHash]) => [...(byHash.get(beginning.hash(told)) ?? [])])
      .sort((a, b) => a.bytes - b.bytes);
  }

  #index(position: Position): void {
    const told = toldBy(position);
    const byHash = this.#byHead.get(told) ?? new Map<string, Set<Position>>();
    this.#byHead.set(told, byHash);
    const alike = byHash.get(position.head) ?? new Set();
    byHash.set(position.head, alike.add(position));
  }

  #unindex(position: Position): void {
    const byHash = this.#byHead.get(toldBy(position));
    const alike = byHash?.get(position.head);
    alike?.delete(position);
    if (alike?.size === 0) byHash?.delete(position.head);
    if (byHash?.size === 0) this.#byHead.delete(toldBy(position));
  }
}

const toldBy = ({ bytes }: Prefix) => Math.min(bytes, headBytes);
