import { expect, it } from 'vitest';
import { fromEnvFile } from './settings.mjs';

it.each([
  ['KAFKA_BROKERS=a:9092', 'a:9092'],
  ['OTHER=1\n export KAFKA_BROKERS = "a:9092,b:9092" # ours', 'a:9092,b:9092'],
  ["KAFKA_BROKERS='a:9092'", 'a:9092'],
  ['KAFKA_BROKERS=a:9092 # ours', 'a:9092'],
  ['KAFKA_BROKERS=', ''],
  ['# KAFKA_BROKERS=a:9092', undefined],
  ['MY_KAFKA_BROKERS=a:9092', undefined],
])('reads %j as %j', (text, value) => {
  expect(fromEnvFile(text, 'KAFKA_BROKERS')).toBe(value);
});
