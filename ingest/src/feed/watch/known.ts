import { type Beginning, headBytes, type Prefix } from './prefix.ts';
import type { Position } from './state.ts';

/** How many contents are remembered after their file left the directory. Such a content may come back compressed. */
const mostPast = 1_000;

/**
 * How far each content is fed. A content is found by the file that holds it, or by its first bytes. So a file is
 * recognised without comparing it with every other, even in a directory of a hundred thousand.
 */
export class KnownContents {
  readonly #byId = new Map<string, Position>();
  #past: Position[] = [];
  /** Positions by the number of bytes that were hashed, then by that hash. */
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

  /** The positions of files that are in the directory. */
  current(): MapIterator<Position> {
    return this.#byId.values();
  }

  /** Sets a file's position instead of the earlier one. */
  set(position: Position): void {
    const before = this.#byId.get(position.id);
    if (before !== undefined) this.#unindex(before);
    this.#byId.set(position.id, position);
    this.#index(position);
  }

  /** To be called when a file is gone or holds something else. Its content may come back under another inode. */
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

  /** The positions whose first bytes are also those of this content, the shortest first. */
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
