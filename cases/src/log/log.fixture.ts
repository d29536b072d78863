import { type CaseLog, openLog } from './log.ts';

/** A log in memory whose clock stands until it is moved. */
export function memoryLog(start = Date.parse('2026-03-02T15:00:00Z')) {
  const clock = { now: start };
  const log: CaseLog = openLog(':memory:', { now: () => clock.now });
  return { log, clock };
}

export const anna = { name: 'anna', reason: '' };

export const openedCase = {
  type: 'case_opened',
  data: {
    source: 'complaint',
    title: 'calls that claim to be a bank',
    category: 'bank imposter',
    campaign_id: '',
    candidate_id: '',
    live: false,
  },
} as const;
