import { join } from 'node:path';

/** The file of an instance's log, by its RINGTRACE_HOME. */
export const logFile = (home: string): string => join(home, 'cases', 'log.db');
