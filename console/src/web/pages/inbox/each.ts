import { told } from '../../parts/trouble.tsx';

/** What became of one row. */
export interface Outcome<R> {
  readonly row: R;
  /** Why it was refused, or failed; undefined = it went through. */
  readonly why: string | undefined;
}

/**
 * Acts on rows, one after the other. A row that is refused stops no other one. Each row has its outcome, in the order of the rows.
 * @param progress told how many rows are done
 */
export async function withEachRow<R>(
  rows: readonly R[],
  act: (row: R) => Promise<unknown>,
  progress: (done: number) => void = () => {},
): Promise<Outcome<R>[]> {
  const outcomes: Outcome<R>[] = [];
  for (const row of rows) {
    outcomes.push(await outcomeOf(row, act));
    progress(outcomes.length);
  }
  return outcomes;
}

async function outcomeOf<R>(row: R, act: (row: R) => Promise<unknown>): Promise<Outcome<R>> {
  try {
    await act(row);
    return { row, why: undefined };
  } catch (error) {
    const { title, detail } = told(error);
    return { row, why: `${title}: ${detail}` };
  }
}

/** '3 of 5 done, 2 refused'. */
export function summaryOf(outcomes: readonly Outcome<unknown>[]): string {
  const refused = outcomes.filter(({ why }) => why !== undefined).length;
  const all = outcomes.length;
  if (refused === 0) return all === 1 ? 'It is done' : `All ${all} are done`;
  if (refused === all) return all === 1 ? 'It was refused' : `None is done: all ${all} were refused`;
  return `${all - refused} of ${all} are done, ${refused} ${refused === 1 ? 'was' : 'were'} refused`;
}
