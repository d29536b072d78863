import type { Desk } from '@ringtrace/cases/work/desk';
import { deskOf } from '@ringtrace/cases/worker/desk';
import { type Cases, withCases } from '../cases.ts';

/** Runs `work` at the running instance's desk. What it writes is copied into the store afterwards. */
export const withDesk = <R>(work: (desk: Desk, cases: Cases) => Promise<R> | R): Promise<R> =>
  withCases(async (cases) => work(deskOf(cases), cases));
