import { textOf } from '@ringtrace/enrich/number';
import type { CdrColumns, Spans } from '@ringtrace/platform/avro/cdr-columns';
import { ByteDictionary } from '@ringtrace/schemas/byte-dictionary';

/**
 * More texts than there are providers. Beyond it the memory is emptied: a feed that sends ever new names must not fill
 * it.
 */
const rememberedTexts = 20_000;

/** Remembers the fact that belongs to each text, such as a provider's state. Each different text is looked up once. */
export class TextFacts<T> {
  /** The fact of each text, by the ids of the last `idsOf`. Id 0 means: no text. */
  known: T[];
  /** The texts themselves, by the same ids. */
  texts = [''];
  readonly #dictionary = new ByteDictionary();
  readonly #lookUp: (text: string) => T;
  readonly #none: T;

  constructor(lookUp: (text: string) => T, none: T) {
    this.#lookUp = lookUp;
    this.#none = none;
    this.known = [none];
  }

  /** The id of each record's text. Records outside `rows` get 0. */
  idsOf({ view, scratch }: CdrColumns, { start, end }: Spans, rows: Int32Array): Int32Array {
    if (this.#dictionary.size > rememberedTexts) this.#forget();
    const ids = scratch.int32(start.length);
    for (const row of rows) {
      const from = start[row] ?? -1;
      if (from >= 0) ids[row] = this.#idOf(view, from, end[row] ?? from);
    }
    return ids;
  }

  #idOf(view: DataView, start: number, end: number): number {
    const id = this.#dictionary.idOf(view, start, end) + 1;
    if (id === this.known.length) {
      const text = textOf(view, start, end);
      this.texts.push(text);
      this.known.push(this.#lookUp(text));
    }
    return id;
  }

  /** Begins new lists. The old ones are not emptied, because columns that are not yet written still use them. */
  #forget(): void {
    this.#dictionary.clear();
    this.known = [this.#none];
    this.texts = [''];
  }
}
