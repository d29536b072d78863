import type { Look } from './detect-metrics.ts';
import type { Findings } from './findings.ts';
import type { Plan } from './plan.ts';
import type { Progress } from './progress.ts';
import type { StatementCost } from './statements.ts';
import type { CpuOfWorkers } from './workers.ts';

/** What was seen of one run at one rate. Times in ms since 1970, CPU in seconds. */
export interface Measured {
  readonly plan: Plan;
  /** CDRs stored before the live part, and those that arrived in it. */
  readonly stored: number;
  readonly cdrs: number;
  /** When the live part began, and when its last CDR was sent. */
  readonly start: number;
  readonly sentAll: number;
  /** Whether everything was stored, judged and published in the end. */
  readonly isSettled: boolean;
  /** CPU of each process from the start of the live part until all of it was judged. */
  readonly cpu: Readonly<Record<string, number>>;
  /** That of each worker alone. */
  readonly cpuOfWorkers: CpuOfWorkers;
  /** Position of the detect worker that was active in the end. */
  readonly activeDetect: number;
  /** Time from the kill of the active detect worker to the end of its successor's first round, ms. Left out with one worker. */
  readonly takeoverMs?: number;
  readonly memory: readonly { readonly process: string; readonly peakMb: number }[];
  /** The engine's statements in the same time. */
  readonly statements: readonly StatementCost[];
  readonly sent: Progress;
  readonly storedOver: Progress;
  /** From the start of the live part on. */
  readonly detectLooks: readonly Look[];
  /** Campaigns whose 200th call arrived, and how many CDRs were sent by then. */
  readonly due: ReadonlyMap<string, number>;
  readonly findings: Findings;
}
