import { expect, it } from 'vitest';
import { failureOf, frontFailure } from './failure.ts';

const address = { host: '127.0.0.1', port: 8123, dataDir: '/data', credentialsFile: '/credentials' };

it('the error for a port in use names the setting for this port, where there is one', () => {
  expect(frontFailure('Error: listen EADDRINUSE', address).message).toContain(
    'set RINGTRACE_CLICKHOUSE_PORT',
  );
  const { message } = failureOf('Net Exception: Address already in use', address);
  expect(message).not.toContain('RINGTRACE_CLICKHOUSE_PORT');
  expect(message).toContain("ClickHouse's engine cannot listen on 127.0.0.1:8123");
  expect(message).toContain('Start Ringtrace again');
});
