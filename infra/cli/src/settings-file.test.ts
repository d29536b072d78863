import { userSettingsPath } from '@ringtrace/platform/settings-files';
import { userSettingsPath as pathForSetUp } from '@ringtrace/setup/settings';
import { expect, it } from 'vitest';

it.each([
  { XDG_CONFIG_HOME: '/etc/xdg', HOME: '/home/ann' },
  { XDG_CONFIG_HOME: 'relative', HOME: '/home/ann' },
  { HOME: '' },
  {},
])('set-up and commands read the same file, with %j', (env) => {
  expect(pathForSetUp(env)).toBe(userSettingsPath(env));
});
