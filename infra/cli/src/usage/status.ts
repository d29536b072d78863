import { defineUsage } from '../usage.ts';
import { json } from './json.ts';

export const usage = defineUsage({
  examples: [
    { does: 'how things stand', line: 'ringtrace status' },
    { does: 'wait for what was fed', line: 'ringtrace status --wait-idle' },
  ],
  about: "What can't be asked is named, the rest is said all the same, and the exit code is 1.",
  arguments: {},
  options: {
    'wait-idle': {
      type: 'boolean',
      about:
        'wait until what is in the feed topics now is stored, every arrival is in its rollups, every window is judged and no candidate is pending; then say how things stand. Where a worker fails again and again, say so and end with exit code 1',
    },
    json,
  },
});
