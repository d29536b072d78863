import { type DestinationStream, type Logger, pino } from 'pino';
import { loggedError } from './log-error.ts';
import { visibleJson } from './visible.ts';

export type { Logger } from 'pino';

const hidden = [
  'password',
  'calling_number',
  'calling_number_raw',
  'called_number',
  'called_number_raw',
  'identity',
  'original',
];
const depths = ['', '*.', '*.*.', '*.*.*.'];

/**
 * Makes a log of JSON lines on standard error; standard output is for results only. Control characters in quoted texts
 * are escaped, so that a log can be shown on a terminal. Never log secrets or called numbers.
 */
export function createLog(name: string, level: string, to: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      name,
      level,
      base: { name },
      serializers: { err: (error) => loggedError(error), error: (error) => loggedError(error) },
      hooks: { streamWrite: visibleJson },
      redact: { paths: depths.flatMap((depth) => hidden.map((field) => depth + field)), censor: '[hidden]' },
    },
    to,
  );
}
