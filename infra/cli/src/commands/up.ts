import { up as startUp } from '@ringtrace/local/up';
import { loadConfig } from '@ringtrace/platform/config';
import { createLog } from '@ringtrace/platform/log';
import { pause } from '@ringtrace/platform/pause';
import { command } from '../command.ts';
import { say } from '../output.ts';
import { starting, whereToReach } from '../reach.ts';
import { stayUp } from '../stay-up.ts';
import { usage } from '../usage/up.ts';

/** How long to wait for the addresses of the API and the console, ms; without them, all else is said. */
const addressesMs = 10_000;

export const up = command(usage, async () => {
  const config = loadConfig();
  return stayUp({
    start() {
      say(starting(config));
      return startUp(config, createLog('ringtrace', config.RINGTRACE_LOG_LEVEL));
    },
    async work({ instance, api, console }, signal) {
      await Promise.race([Promise.all([api, console]), pause(addressesMs, signal)]);
      say(whereToReach(instance, config));
    },
  });
});
