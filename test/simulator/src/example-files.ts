import { join } from 'node:path';
import type { LabelledCall } from './call.ts';
import { FileSink } from './file-sink.ts';
import type { FormatName, RecordWriter } from './formats/format.ts';
import { formats } from './formats/formats.ts';
import { legsOf } from './legs.ts';
import type { Provider } from './providers.ts';

/** A switch file of the example; the path is relative to the example's directory. */
export type ExampleFile = {
  readonly carrier: string;
  readonly format: FormatName;
  readonly timezone: string;
  readonly path: string;
  readonly legs: number;
};

/** The carriers' files of one example and its labels, filled call by call. */
export class ExampleFiles {
  readonly #carriers: readonly Carrier[];
  readonly #byId: ReadonlyMap<string, Carrier>;
  readonly #labels: FileSink;

  private constructor(carriers: readonly Carrier[], labels: FileSink) {
    this.#carriers = carriers;
    this.#byId = new Map(carriers.map((c) => [c.file.carrier, c]));
    this.#labels = labels;
  }

  get #sinks(): readonly FileSink[] {
    return [this.#labels, ...this.#carriers.map((c) => c.sink)];
  }

  static async create(directory: string, providers: Iterable<Provider>): Promise<ExampleFiles> {
    const carriers: Carrier[] = [];
    for (const p of providers) if (p.member) carriers.push(await openCarrier(directory, p));
    const labels = await FileSink.create(join(directory, 'labels.csv'));
    labels.add('carrier,call_id,campaign\n');
    return new ExampleFiles(carriers, labels);
  }

  /** Writes every reported leg of a call; returns how many. */
  write(call: LabelledCall): number {
    const legs = legsOf(call);
    for (const { provider, campaign, cdr } of legs) {
      const carrier = this.#byId.get(provider.id);
      if (carrier === undefined) continue;
      const { text, callId } = carrier.record(cdr);
      carrier.legs += 1;
      carrier.sink.add(text);
      this.#labels.add(`${provider.id},${callId},${campaign}\n`);
    }
    return legs.length;
  }

  /** Labels come with every leg, so they fill up before any carrier's file grows much. */
  get full(): boolean {
    return this.#labels.full;
  }

  async drain(): Promise<void> {
    for (const sink of this.#sinks) await sink.drain();
  }

  async close(): Promise<readonly ExampleFile[]> {
    for (const sink of this.#sinks) await sink.close();
    return this.#carriers.map(({ file, legs }) => ({ ...file, legs }));
  }
}

type Carrier = {
  readonly file: Omit<ExampleFile, 'legs'>;
  readonly sink: FileSink;
  readonly record: RecordWriter;
  legs: number;
};

async function openCarrier(directory: string, { id, format, timezone }: Provider): Promise<Carrier> {
  const { extension, open } = formats[format];
  const path = `${id}.${extension}`;
  return {
    file: { carrier: id, format, timezone, path },
    sink: await FileSink.create(join(directory, path)),
    record: open({ timezone }),
    legs: 0,
  };
}
