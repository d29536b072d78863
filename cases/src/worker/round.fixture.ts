import { openLog } from '../log/log.ts';
import { openPost } from '../requests/post.ts';
import { memoryDesk } from '../work/desk.fixture.ts';
import type { Desk } from '../work/desk.ts';
import { createTick } from './tick.ts';

/** A desk on a log in a file, whose messages go out for real. @param later how far its clock is ahead, ms */
export function deskIn(home: string, later = 0): Desk {
  const now = () => Date.now() + later;
  const settings = {
    RINGTRACE_HOME: home,
    RINGTRACE_OUTBOX: undefined,
    RINGTRACE_SMTP_URL: undefined,
    RINGTRACE_SENDER: undefined,
    RINGTRACE_ANSWER_URL: undefined,
  };
  return {
    ...memoryDesk().desk,
    log: openLog(`${home}/log.db`, { now }),
    now,
    sender: openPost(settings, { now }),
  };
}

/** As a process: one round at the desk of a folder. */
const [, , home] = process.argv;
if (home?.startsWith('/') === true && process.argv[1] === import.meta.filename)
  await createTick(deskIn(home))();
