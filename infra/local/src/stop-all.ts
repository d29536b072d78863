/** A process or service that can be stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Stops one stage after the other; all of a stage at the same time. A failure does not keep the rest from stopping: it
 * is thrown at the end.
 */
export async function stopAll(...stages: (readonly Stoppable[])[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stage of stages) {
    const stopped = await Promise.allSettled(stage.map(async (one) => one.stop()));
    failures.push(...stopped.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])));
  }
  if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join('; '));
  if (failures.length === 1) throw failures[0];
}
