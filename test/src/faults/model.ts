import type { Seeded } from '@ringtrace/platform/seeded';
import { type Cdr, type CdrBatch, emptyCdr } from '@ringtrace/schemas/cdr';

/** What the store must hold for one identity: the highest revision. */
export interface Known {
  readonly carrier: string;
  readonly cdr: Cdr;
}

/** 2025-03-04 15:00 UTC. */
const noon = Date.UTC(2025, 2, 4, 15);
const roundMs = 10 * 60_000;
const perBatch = 100;

/** Makes batches, and knows without the store what `cdr` must hold once all of them are stored. */
export class Model {
  readonly known = new Map<string, Known>();
  readonly #random: Seeded;
  readonly #keys: string[] = [];
  #sequence = 0;
  #round = 0;

  constructor(random: Seeded) {
    this.#random = random;
  }

  /** From now on, calls are in the next ten minutes. */
  beginRound(): void {
    this.#round += 1;
  }

  /** A batch of new calls, with some corrections and withdrawals, and a bad record. */
  batch(carrier: string, corrections = 0.1): CdrBatch {
    const records: Cdr[] = [];
    for (let i = 0; i < perBatch; i += 1) {
      const old = this.#random.chance(corrections) ? this.#correction(carrier) : undefined;
      records.push(old ?? this.#call(carrier, i));
    }
    if (this.#random.chance(0.3))
      records.push({ ...this.#plain(`bad-${this.#sequence}`), called_number: '' });
    const batch = this.#wrap(records);
    for (const cdr of records) if (cdr.called_number !== '') this.#note(carrier, cdr);
    return batch;
  }

  #wrap(records: Cdr[]): CdrBatch {
    this.#sequence += 1;
    const tail = this.#sequence.toString(16).padStart(12, '0');
    return {
      batch_id: `00000000-0000-4000-8000-${tail}`,
      source: `sw${this.#sequence % 8}`,
      sequence: this.#sequence,
      produced_at: noon + 86_400_000,
      records: this.#random.shuffled(records),
    };
  }

  #plain(call_id: string): Cdr {
    const start_time = noon + this.#round * roundMs + this.#random.below(roundMs);
    return {
      ...emptyCdr,
      call_id,
      start_time,
      answer_time: start_time + 2_000,
      end_time: start_time + 3_000 + this.#random.below(60_000),
      calling_number: `+1212555${String(this.#random.below(200)).padStart(4, '0')}`,
      called_number: `312555${String(this.#random.below(10_000)).padStart(4, '0')}`,
      upstream: 'peer',
      ingress_trunk: `t${this.#random.below(4)}`,
      sip_code: 200,
    };
  }

  #call(carrier: string, index: number): Cdr {
    return { ...this.#plain(`${carrier}-${this.#sequence}-${index}`), caller_name: 'REVISION 0' };
  }

  /**
   * A revision that was not sent yet. It may be lower than the highest one, because corrections may arrive in any
   * order.
   */
  #correction(carrier: string): Cdr | undefined {
    if (this.#keys.length === 0) return undefined;
    const old = this.known.get(this.#random.pick(this.#keys));
    if (old === undefined || old.carrier !== carrier) return undefined;
    const step = this.#random.pick([-1, 1, 2]);
    const revision = old.cdr.revision + step;
    // A revision is sent with one content only. With two, a hash would decide which one counts.
    if (revision < 1 || revision > 250 || this.#sent.has(`${keyOf(carrier, old.cdr)} ${revision}`))
      return undefined;
    this.#sent.add(`${keyOf(carrier, old.cdr)} ${revision}`);
    const withdrawn = this.#random.chance(0.2);
    return {
      ...old.cdr,
      revision,
      withdrawn,
      caller_name: `REVISION ${revision}`,
      end_time: old.cdr.start_time + 3_000 + this.#random.below(90_000),
    };
  }

  readonly #sent = new Set<string>();

  #note(carrier: string, cdr: Cdr): void {
    const key = keyOf(carrier, cdr);
    const before = this.known.get(key);
    if (before === undefined) this.#keys.push(key);
    if (before === undefined || cdr.revision > before.cdr.revision) this.known.set(key, { carrier, cdr });
  }
}

const keyOf = (carrier: string, { start_time, call_id }: Cdr) => `${carrier} ${start_time} ${call_id}`;
