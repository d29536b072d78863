import { up as startUp } from '@ringtrace/local/up';
import { loadConfig } from '@ringtrace/platform/config';
import { createLog } from '@ringtrace/platform/log';
import { command } from '../command.ts';
import { say } from '../output.ts';
import { starting, whereToReach } from '../reach.ts';
import { stayUp } from '../stay-up.ts';
import { usage } from '../usage/up.ts';

export const up = command(usage, async () => {
  const config = loadConfig();
  return stayUp({
    start() {
      say(starting(config));
      return startUp(config, createLog('ringtrace', config.RINGTRACE_LOG_LEVEL));
    },
    async work({ instance }) {
      say(whereToReach(instance, config));
    },
  });
});
