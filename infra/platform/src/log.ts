import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** JSON lines on standard error, so that standard output holds results only. Never log secrets or called numbers. */
export function createLog(name: string, level: string): Logger {
  return pino(
    { name, level, base: { name }, redact: { paths: ['*.password', '*.called_number'], censor: '[hidden]' } },
    pino.destination(2),
  );
}
