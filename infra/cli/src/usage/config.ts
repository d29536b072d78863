import { defineUsage } from '../usage.ts';
import { json } from './json.ts';

export const usage = defineUsage({
  examples: [
    { does: 'what holds here', line: 'ringtrace config' },
    { does: 'what would hold with another home', line: 'RINGTRACE_HOME=/srv/ringtrace ringtrace config' },
  ],
  about: `Settings are read from the environment, from the file .env in the folder of Ringtrace, and from your own file ~/.config/ringtrace/settings.env (or $XDG_CONFIG_HOME/ringtrace/settings.env). Where more than one of them has a setting, the first in this order holds. Both files have lines NAME=value, and # begins a comment. A relative path in a file is relative to the folder of Ringtrace. The README and docs/operations.md say what each setting means. Passwords are not shown.`,
  arguments: {},
  options: { json },
});
