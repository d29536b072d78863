import type { AnyUsage } from './usage.ts';

export interface NamedCommand {
  /** As typed behind `ringtrace`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Reads what it takes, which the overview does not need. */
  readonly usage: () => Promise<AnyUsage>;
}

/** Every command, in the order of the overview. */
export const commands = [
  {
    name: 'start',
    summary: 'the whole pipeline on the bundled example; stays up',
    usage: async () => (await import('./usage/start.ts')).usage,
  },
  {
    name: 'up',
    summary: 'start services and workers, without the example; stays up',
    usage: async () => (await import('./usage/up.ts')).usage,
  },
  {
    name: 'worker',
    summary: 'run one worker alone: ingest, detect or cases',
    usage: async () => (await import('./usage/worker.ts')).usage,
  },
  {
    name: 'console',
    summary: 'serve the web console alone',
    usage: async () => (await import('./usage/console.ts')).usage,
  },
  {
    name: 'migrate',
    summary: "bring the store's tables to this version",
    usage: async () => (await import('./usage/migrate.ts')).usage,
  },
  {
    name: 'backup',
    summary: 'copy everything into a folder, while nothing runs; or check such a copy',
    usage: async () => (await import('./usage/backup.ts')).usage,
  },
  {
    name: 'restore',
    summary: 'put a backup back',
    usage: async () => (await import('./usage/restore.ts')).usage,
  },
  {
    name: 'retention',
    summary: 'how long records are kept, what goes next, and what cases keep',
    usage: async () => (await import('./usage/retention.ts')).usage,
  },
  {
    name: 'carrier',
    summary: 'who may write: add, list or disable carriers that send by themselves',
    usage: async () => (await import('./usage/carrier.ts')).usage,
  },
  {
    name: 'schema',
    summary: 'older and newer Avro schemas that feed messages may be written with',
    usage: async () => (await import('./usage/schema.ts')).usage,
  },
  {
    name: 'feed',
    summary: "publish a carrier's switch files",
    usage: async () => (await import('./usage/feed.ts')).usage,
  },
  {
    name: 'reference',
    summary: 'load, list, restore and explain reference data: providers, number blocks, ported numbers, ...',
    usage: async () => (await import('./usage/reference.ts')).usage,
  },
  {
    name: 'status',
    summary: 'lag, rows, dead letters; or wait until all is stored and judged',
    usage: async () => (await import('./usage/status.ts')).usage,
  },
  {
    name: 'candidates',
    summary: 'traceback candidates; or one with its evidence and call path',
    usage: async () => (await import('./usage/candidates.ts')).usage,
  },
  {
    name: 'case',
    summary: 'cases: open, assign, note and close what a campaign or complaint leads to',
    usage: async () => (await import('./usage/case.ts')).usage,
  },
  {
    name: 'traceback',
    summary: "tracebacks: a call's path by records and answers, and whom to ask",
    usage: async () => (await import('./usage/traceback.ts')).usage,
  },
  {
    name: 'request',
    summary: 'requests to providers: approve, send, remind, withdraw',
    usage: async () => (await import('./usage/request.ts')).usage,
  },
  {
    name: 'answer',
    summary: "a provider's answer: checked against the records, then saved",
    usage: async () => (await import('./usage/answer.ts')).usage,
  },
  {
    name: 'action',
    summary: 'what providers did about callers, and whether the campaign went on',
    usage: async () => (await import('./usage/action.ts')).usage,
  },
  {
    name: 'person',
    summary: 'who may use the web console, and in which role',
    usage: async () => (await import('./usage/person.ts')).usage,
  },
  {
    name: 'token',
    summary: 'who may use the HTTP API of casework',
    usage: async () => (await import('./usage/token.ts')).usage,
  },
  {
    name: 'rules',
    summary: 'rules of casework: business calendars, hours to answer, reminders, what is sent',
    usage: async () => (await import('./usage/rules.ts')).usage,
  },
  {
    name: 'trace',
    summary: "a call's path across the carriers, its origin, and whom to ask next",
    usage: async () => (await import('./usage/trace.ts')).usage,
  },
  {
    name: 'provider',
    summary: 'who the providers are, and the scorecard of each as of any date',
    usage: async () => (await import('./usage/provider.ts')).usage,
  },
  {
    name: 'report',
    summary: 'figures of a period, with plots: tracebacks, providers, answers, times, callers acted on',
    usage: async () => (await import('./usage/report.ts')).usage,
  },
  {
    name: 'sql',
    summary: 'query the store as the read-only analyst',
    usage: async () => (await import('./usage/sql.ts')).usage,
  },
  {
    name: 'reader',
    summary: 'who may read the store with SQL, and in which role',
    usage: async () => (await import('./usage/reader.ts')).usage,
  },
  {
    name: 'dead-letters',
    summary: 'what could not be accepted, and why; or send it again after a fix',
    usage: async () => (await import('./usage/dead-letters.ts')).usage,
  },
  {
    name: 'refer',
    summary: 'write a package of a case for a provider, an agency, a demand or the public',
    usage: async () => (await import('./usage/refer.ts')).usage,
  },
  {
    name: 'package',
    summary: 'check a package offline',
    usage: async () => (await import('./usage/package.ts')).usage,
  },
  {
    name: 'demand',
    summary: 'subpoenas and other demands for documents: their scope, and what was produced',
    usage: async () => (await import('./usage/demand.ts')).usage,
  },
  {
    name: 'audit',
    summary: 'the log of casework: who did what, when and why; check it, export it, back it up',
    usage: async () => (await import('./usage/audit.ts')).usage,
  },
  {
    name: 'config',
    summary: 'every setting, its value, and where the value comes from',
    usage: async () => (await import('./usage/config.ts')).usage,
  },
  {
    name: 'verify',
    summary: 'prove that nothing is lost, nothing is there twice, and every rollup says what cdr says',
    usage: async () => (await import('./usage/verify.ts')).usage,
  },
  {
    name: 'evaluate',
    summary: 'how right detection was, against labelled traffic',
    usage: async () => (await import('./usage/evaluate.ts')).usage,
  },
  {
    name: 'bench',
    summary: 'measure throughput and cost on this machine',
    usage: async () => (await import('./usage/bench.ts')).usage,
  },
  {
    name: 'completion',
    summary: 'a script that completes command lines in bash, zsh or fish',
    usage: async () => (await import('./usage/completion.ts')).usage,
  },
  {
    name: 'man',
    summary: 'the manual page',
    usage: async () => (await import('./usage/man.ts')).usage,
  },
] as const satisfies readonly NamedCommand[];

export type CommandName = (typeof commands)[number]['name'];
