import { readFileSync } from 'node:fs';
import { dockerfile } from './places.ts';

/** A process of ours that runs in containers until it is asked to end. */
export interface Process {
  /** Its name everywhere: target of the Dockerfile, service of the compose files, part of the chart, worker. */
  readonly name: 'ingest' | 'detect' | 'cases' | 'console';
  /** The setting that names the port of /health, /ready and /metrics, and the port that it has in containers. */
  readonly metrics: { readonly setting: string; readonly port: number };
  /** Whether it keeps files in RINGTRACE_HOME. */
  readonly keepsFiles: boolean;
}

export const processes: readonly Process[] = [
  { name: 'ingest', metrics: { setting: 'RINGTRACE_INGEST_METRICS_PORT', port: 9464 }, keepsFiles: false },
  { name: 'detect', metrics: { setting: 'RINGTRACE_DETECT_METRICS_PORT', port: 9465 }, keepsFiles: false },
  { name: 'cases', metrics: { setting: 'RINGTRACE_CASES_METRICS_PORT', port: 9466 }, keepsFiles: true },
  { name: 'console', metrics: { setting: 'RINGTRACE_CONSOLE_METRICS_PORT', port: 9467 }, keepsFiles: true },
];

/** A stage of the Dockerfile. */
export interface Stage {
  readonly name: string;
  /** Image or stage that it begins with. */
  readonly from: string;
  /** Its instructions, one line each. */
  readonly instructions: readonly string[];
}

/** The stages of a Dockerfile, in their order. */
export function stagesOf(text: string = readFileSync(dockerfile, 'utf8')): Stage[] {
  const lines = text
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const starts = lines.flatMap((line, i) => (line.startsWith('FROM ') ? [i] : []));
  return starts.map((start, i) => {
    const [, from = '', name = ''] = /^FROM (\S+) AS (\S+)$/.exec(lines[start] ?? '') ?? [];
    return { name, from, instructions: lines.slice(start + 1, starts[i + 1]) };
  });
}

/** The instructions of a stage and of all stages that it begins with. */
export function wholeStage(name: string, stages: readonly Stage[] = stagesOf()): string[] {
  const stage = stages.find((one) => one.name === name);
  return stage === undefined ? [] : [...wholeStage(stage.from, stages), ...stage.instructions];
}

/** Variables that a stage sets, also by those that it begins with. */
export function environmentOf(name: string): Record<string, string> {
  const lines = wholeStage(name).filter((line) => line.startsWith('ENV '));
  const pairs = lines.flatMap((line) => [...line.matchAll(/(\w+)=(\S+)/g)]);
  return Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, value]));
}
