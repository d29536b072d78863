import { defineUsage } from '../usage.ts';

export const usage = defineUsage({
  examples: [
    { does: 'the example, and then your own feeds until Ctrl-C', line: 'ringtrace start' },
    { does: 'the example alone', line: 'ringtrace start --once' },
  ],
  about: `Starts everything and replays the bundled example: some 200,000 legs of one simulated afternoon, seeded, with labels. Then it tells the traceback candidates it opened and how to query. It opens a case and a traceback for one of them, names the command that approves its first request, and stays up for your own feeds until Ctrl-C. 'npm start' and 'npm start -- --once' do the same.`,
  arguments: {},
  options: {
    once: {
      type: 'boolean',
      about: 'leave as soon as everything is stored and judged; Ctrl-C before that ends with exit code 130',
    },
  },
});
