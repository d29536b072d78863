import { describe, expect, it } from 'vitest';
import { placesOf } from './settings.ts';

describe('where Kafka and ClickHouse run', () => {
  const named = { KAFKA_BROKERS: ['kafka:9092'], CLICKHOUSE_URL: 'http://ch:8123' };
  const neither = { KAFKA_BROKERS: undefined, CLICKHOUSE_URL: undefined };
  const carriers = { brokers: 'host:9092', ca: '/ca.pem' };

  it('is told by the supervisor, which names its own services to its workers as well', () => {
    expect(placesOf(named, { carriers, engineUrl: 'http://127.0.0.1:1' })).toEqual({
      kafka: 'embedded',
      store: 'embedded',
    });
    expect(placesOf(named, { carriers, engineUrl: undefined })).toEqual({
      kafka: 'embedded',
      store: 'external',
    });
  });

  it('is told by the environment where there is no supervisor', () => {
    expect(placesOf(named, undefined)).toEqual({ kafka: 'external', store: 'external' });
    expect(placesOf(neither, undefined)).toEqual({ kafka: 'embedded', store: 'embedded' });
  });
});
