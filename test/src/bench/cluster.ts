/** `ringtrace bench cluster`: the same traffic stored and judged on one machine's store, on one shard and on two. */
import { print, printJson, say } from 'ringtrace/output';
import { parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { checkSameFound, type FormFigures, figuresOf, inWords, ratiosOf } from './cluster/figures.ts';
import { forms, openForm } from './cluster/forms.ts';
import { type Measured, measureForm } from './cluster/measure.ts';
import { held } from './held.ts';
import { machine } from './ingest/machine.ts';
import { planOf } from './live/plan.ts';
import { runBenchmark } from './run.ts';

const seed = 1;
const portions = 3;
/** Seconds of traffic that are stored and judged before anything is measured: our own code is then compiled. */
const warmUpSeconds = 15;

await runBenchmark('cluster', async () => {
  const { options } = parseUsage(usage.subcommands.cluster, process.argv.slice(2));
  const { rate, seconds } = options;
  const on = (form: (typeof forms)[number], length: number, count: number) =>
    held(
      openForm(form),
      (open) => open.close(),
      (open) => measureForm(open, planOf({ seed, rate, seconds: length, stored: 0 }), count),
    );
  const [first] = forms;
  if (first !== undefined) await on(first, Math.min(warmUpSeconds, seconds), 1);
  const figures: FormFigures[] = [];
  let reference: Measured | undefined;
  for (const form of forms) {
    const measured = await on(form, seconds, portions);
    reference ??= measured;
    checkSameFound(form.name, measured, reference);
    figures.push(figuresOf(form.name, measured));
    say(`${form.name}: ${measured.cdrs} CDRs are stored and judged`);
  }
  if (options.json)
    printJson({ rate, seconds, forms: figures, ratios: ratiosOf(figures), machine: machine() });
  else print(inWords(figures));
});
