import { resolve } from 'node:path';
import { analystLimits } from '@ringtrace/platform/analyst-limits';
import { describe, expect, it } from 'vitest';
import { parseOptions, toArguments } from './options.ts';

describe('parseOptions', () => {
  it('reads what toArguments writes', () => {
    const options = {
      dataDir: resolve('data'),
      credentialsFile: resolve('credentials.json'),
      host: '::1',
      port: 9000,
      analyst: analystLimits.parse({ seconds: 5 }),
      queryLog: true as const,
      readers: { file: resolve('readers.json'), database: 'ringtrace' },
    };
    expect(parseOptions(toArguments(options))).toEqual(options);
  });

  it('listens on loopback at 8123 unless told otherwise', () => {
    const options = parseOptions(['--data-dir=a', '--credentials-file=b']);
    expect([options.host, options.port]).toEqual(['127.0.0.1', 8123]);
  });

  it.each([
    [['--credentials-file=b'], /dataDir/],
    [['--data-dir=a', '--credentials-file=b', '--port=70000'], /port/],
    [['--data-dir=a', '--credentials-file=b', '--port=web'], /port/],
    [['--data-dir=a{b', '--credentials-file=b'], /dataDir: the path must not contain/],
    [['--data-dir=a', '--colour=red'], /colour/],
  ])('refuses %j in one line', (argv, reason) => {
    expect(() => parseOptions(argv)).toThrow(reason);
  });
});
