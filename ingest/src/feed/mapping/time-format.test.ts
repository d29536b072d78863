import { describe, expect, it } from 'vitest';
import { formFault } from './form-fault.ts';
import { timeReader } from './time-format.ts';

function written(form: string, text: string): string | undefined {
  const time = timeReader(form)(text);
  if (time === undefined || time === 'none') return time;
  return `${new Date(time.ms).toISOString()}${time.zoned ? '' : ' local'}`;
}

describe('times', () => {
  it.each([
    ['YYYY-MM-DD HH:mm:ss', '2026-03-01 14:05:09', '2026-03-01T14:05:09.000Z local'],
    ['YYYY-MM-DD HH:mm:ss', '2026-03-01 24:00:00', '2026-03-02T00:00:00.000Z local'],
    ['YYYY-MM-DD HH:mm:ss[.SSS]ZONE', '2026-03-01 09:05:09.118457-05', '2026-03-01T14:05:09.118Z'],
    ['YYYY-MM-DD HH:mm:ss ZONE', '2026-03-01 14:05:09 +0000 UTC', '2026-03-01T14:05:09.000Z'],
    ['YYYYMMDDHHmmssSSS', '20260301140509250118457', '2026-03-01T14:05:09.250Z local'],
    ['YYYY-MM-DD HH:mm:ss', '0000-00-00 00:00:00', 'none'],
    ['YYYY-MM-DD HH:mm:ss', '1970-01-01 00:00:00', 'none'],
    ['M/D/YYYY H:mm AM', '00/00/0000 12:00 AM', 'none'],
    ['M/D/YYYY H:mm AM', '12/30/1899 12:00 AM', 'none'],
    ['D MON YYYY HH:mm:ss', '01 JAN 0001 00:00:00', 'none'],
    ['YYYY-MM-DD HH:mm:ss', '9999-12-31 00:00:00', 'none'],
    ['YYYY-MM-DD HH:mm:ss[.SSS]', '9999-12-31 23:59:59.997', 'none'],
    ['D/M/YYYY HH:mm', '31/12/9999 23:59', 'none'],
    ['iso', '9999-12-31T23:59:59.9999999Z', 'none'],
    ['iso', '9999-12-31T23:59:59-06:00', 'none'],
    ['epoch', '253402300799', 'none'],
    ['YYYY-MM-DD HH:mm:ss', '9999-12-30 23:59:59', '9999-12-30T23:59:59.000Z local'],
    ['epoch', '0.000', 'none'],
    ['epoch', '-62135596800', 'none'],
    ['epoch-ms', '-62135596800000', 'none'],
    ['D/M/YYYY HH:mm[:ss]', '1/3/2026 14:05', '2026-03-01T14:05:00.000Z local'],
    ['M/D/YYYY H:mm AM', '3/1/2026 2:05 PM', '2026-03-01T14:05:00.000Z local'],
    ['M/D/YYYY H:mm AM', '3/1/2026 12:05 a.m.', '2026-03-01T00:05:00.000Z local'],
    ['YYYYMMDDHHmmss[.SSS]', '20260301140509.25', '2026-03-01T14:05:09.250Z local'],
    ['H:mm:ss[.SSS] ZONE MON DD YYYY', '14:05:09.868 PST DEC 18 2017', '2017-12-18T22:05:09.868Z'],
    ['H:mm:ss[.SSS] ZONE MON DD YYYY', '14:05:09 BRT DEC 18 2017', '2017-12-18T14:05:09.000Z local'],
    ['epoch', '1772373909', '2026-03-01T14:05:09.000Z'],
    ['epoch', '1772373909.25', '2026-03-01T14:05:09.250Z'],
    ['epoch-ms', '1772373909250', '2026-03-01T14:05:09.250Z'],
    ['epoch-us', '1772373909250999', '2026-03-01T14:05:09.250Z'],
    ['iso', '2026-03-01T14:05:09.250Z', '2026-03-01T14:05:09.250Z'],
    ['iso', '2026-03-01 14:05:09-05:00', '2026-03-01T19:05:09.000Z'],
    ['iso', '2026-03-01T14:05:09', '2026-03-01T14:05:09.000Z local'],
    ['rfc2822', 'Sun, 01 Mar 2026 14:05:09 +0000', '2026-03-01T14:05:09.000Z'],
    ['rfc2822', '1 Mar 2026 14:05:09 EST', '2026-03-01T19:05:09.000Z'],
  ])('%s: %s', (form, text, expected) => {
    expect(formFault(form)).toBeUndefined();
    expect(written(form, text)).toBe(expected);
  });

  it.each([
    ['YYYY-MM-DD HH:mm:ss', '2026-02-29 14:05:09'],
    ['YYYY-MM-DD HH:mm:ss', '2026-13-01 14:05:09'],
    ['YYYY-MM-DD HH:mm:ss', '2026-03-01 24:00:01'],
    ['YYYY-MM-DD HH:mm:ss', '2026-03-01 14:05:60'],
    ['YYYY-MM-DD HH:mm:ss', '01/03/2026 14:05'],
    ['D/M/YYYY HH:mm', '3/13/2026 14:05'],
    ['M/D/YYYY H:mm AM', '3/1/2026 14:05 PM'],
    ['epoch', 'soon'],
    ['epoch', '-5'],
    ['epoch', '17725824012582400'],
    ['iso', '2026-03-01'],
  ])('%s is not %s', (form, text) => {
    expect(written(form, text)).toBeUndefined();
  });

  it.each([
    '',
    'soon',
    'YYYY',
    'DD HH:mm',
    'YYYY-MM-DD',
    'D/M/YYYY HH:mm[:ss',
    'D/M/YYYY ]HH:mm[',
    'D/M/YYYY HH:mm YYYY',
    'constructor',
  ])('%j is no form of a time', (form) => {
    expect(formFault(form)).toBeDefined();
  });
});
