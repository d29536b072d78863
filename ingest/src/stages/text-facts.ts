import { textOf } from '@ringtrace/enrich/number';
import type { CdrColumns, Spans } from '@ringtrace/platform/avro/cdr-columns';
import { ByteDictionary } from '@ringtrace/schemas/byte-dictionary';

/** Far more than there are providers: a feed that names ever new ones must not fill memory. */
const rememberedTexts = 20_000;

/** What a look-up says of a text, asked once for each different text. */
export class TextFacts<T> {
  /** Facts by the ids that `idsOf` gave last; 0 stands for no text. */
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

  /** The ids of a batch's texts; rows that aren't asked for have 0. */
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

  /** New lists, since the old ones' readers keep what they learnt of them. */
  #forget(): void {
    this.#dictionary.clear();
    this.known = [this.#none];
    this.texts = [''];
  }
}
