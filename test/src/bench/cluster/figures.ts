import { count, table } from 'ringtrace/output';
import type { Cost, Measured } from './measure.ts';

const rounded = (value: number) => Number(value.toPrecision(3));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The figures of one form, by the names they are published under. CPU in seconds for a million CDRs. */
export function figuresOf(form: string, { cdrs, ingest, detection, found }: Measured) {
  const per1M = (cpu: number) => rounded((1e6 * cpu) / cdrs);
  const engines = ingest.engines.map((cpu, i) => per1M(cpu + (detection.engines[i] ?? 0)));
  return {
    form,
    cdrs,
    ingest_per_s: rate(cdrs, ingest),
    detection_per_s: rate(cdrs, detection),
    cpu_s_per_1m: {
      'ingest: own': per1M(ingest.own),
      'ingest: engine': per1M(sum(ingest.engines)),
      'detection: own': per1M(detection.own),
      'detection: engine': per1M(sum(detection.engines)),
      all: per1M(ingest.own + detection.own + sum([...ingest.engines, ...detection.engines])),
    },
    /** Of each engine, by shard. */
    engine_cpu_s_per_1m: engines,
    campaigns: found.campaigns.length,
    candidates: found.candidates.length,
  };
}
export type FormFigures = ReturnType<typeof figuresOf>;

const rate = (cdrs: number, { seconds }: Cost) => Math.round(cdrs / seconds);

const ratio = (a: number, b: number) => (b === 0 ? null : rounded(a / b));

/** Each form over the first one: rates and CPU. Null where the first one has nothing. */
export function ratiosOf([first, ...others]: readonly FormFigures[]) {
  if (first === undefined) return [];
  const cpu = (one: FormFigures, name: keyof FormFigures['cpu_s_per_1m']) =>
    ratio(one.cpu_s_per_1m[name], first.cpu_s_per_1m[name]);
  return others.map((one) => ({
    form: one.form,
    over: first.form,
    ingest_per_s: ratio(one.ingest_per_s, first.ingest_per_s),
    detection_per_s: ratio(one.detection_per_s, first.detection_per_s),
    cpu: {
      'ingest: own': cpu(one, 'ingest: own'),
      'ingest: engine': cpu(one, 'ingest: engine'),
      'detection: own': cpu(one, 'detection: own'),
      'detection: engine': cpu(one, 'detection: engine'),
      all: cpu(one, 'all'),
    },
  }));
}

/** All figures as tables, one after another. */
export function inWords(forms: readonly FormFigures[]): string {
  return [
    table(
      forms.map((one) => ({
        form: one.form,
        CDRs: count(one.cdrs),
        'ingest CDRs/s': count(one.ingest_per_s),
        'detection CDRs/s': count(one.detection_per_s),
        campaigns: one.campaigns,
        candidates: one.candidates,
      })),
    ),
    `CPU seconds per million CDRs\n${table(
      forms.map((one) => ({
        form: one.form,
        ...one.cpu_s_per_1m,
        'by shard': one.engine_cpu_s_per_1m.join(', '),
      })),
    )}`,
    `each form over the first one\n${table(
      ratiosOf(forms).map(({ form, ingest_per_s, detection_per_s, cpu }) => ({
        form,
        'ingest CDRs/s': ingest_per_s ?? '-',
        'detection CDRs/s': detection_per_s ?? '-',
        ...Object.fromEntries(Object.entries(cpu).map(([name, value]) => [`CPU ${name}`, value ?? '-'])),
      })),
    )}`,
  ].join('\n\n');
}

/** Throws where a form found something else than the first one: its figures would be of other work. */
export function checkSameFound(form: string, measured: Measured, first: Measured): void {
  if (JSON.stringify(measured.found) !== JSON.stringify(first.found))
    throw new Error(`${form} gives other campaigns or candidates than the first form`);
}
