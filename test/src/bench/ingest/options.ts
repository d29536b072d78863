import { UsageError } from 'ringtrace/command';
import { parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { type VariantName, variants } from './variants.ts';

export interface Options {
  readonly cdrs: number;
  readonly rounds: number;
  readonly json: boolean;
  readonly only: readonly VariantName[];
  /** CDRs a second for a run of our worker at a steady rate. Undefined: all variants, as fast as they can. */
  readonly rate: number | undefined;
}

const isVariant = (name: string): name is VariantName => Object.hasOwn(variants, name);

/** Throws UsageError, which says what is wrong and what to write instead. */
export function parseOptions(args: string[]): Options {
  const { options: values } = parseUsage(usage.subcommands.ingest, args);
  if (values.rate !== undefined && values.only !== undefined)
    throw new UsageError('--rate measures ours alone: leave --only out');
  const names = Object.keys(variants);
  const only = values.only?.split(',') ?? names;
  const unknown = only.find((name) => !isVariant(name));
  if (unknown !== undefined) throw new UsageError(`--only knows no '${unknown}': use ${names.join(', ')}`);
  if (only.includes('ceiling') && !only.includes('ours'))
    throw new UsageError('--only ceiling needs ours too: it inserts the rows that ours ends with');
  return {
    cdrs: values.cdrs,
    rounds: values.rounds,
    json: values.json ?? false,
    only: only.filter(isVariant),
    rate: values.rate,
  };
}
