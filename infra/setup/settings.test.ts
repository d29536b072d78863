import { expect, it } from 'vitest';
import { fromEnvFile, userSettingsPath } from './settings.mjs';

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

it.each([
  [{ XDG_CONFIG_HOME: '/etc/xdg', HOME: '/home/ann' }, '/etc/xdg/ringtrace/settings.env'],
  [{ XDG_CONFIG_HOME: 'relative', HOME: '/home/ann' }, '/home/ann/.config/ringtrace/settings.env'],
  [{ HOME: '/home/ann' }, '/home/ann/.config/ringtrace/settings.env'],
])("with %j the user's settings are in %s, where the commands read them too", (env, path) => {
  expect(userSettingsPath(env)).toBe(path);
});
