import { explain, findCandidate, headline, listCandidates } from '@ringtrace/detect/explain';
import { type Command, parseCommandLine, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { print, printJson, table } from '../output.ts';

export const candidates: Command = {
  help: `Usage: ringtrace candidates [ID] [--json]

Without an id: every candidate, newest first. With the id of a candidate or of its campaign: why it was opened, what is
proven and what is only claimed of its origin, an example call with its path, and whom to ask next.`,
  async run(args) {
    const { values, positionals } = parseCommandLine(args, { json: { type: 'boolean' } });
    const [id, extra] = positionals;
    if (extra !== undefined) throw new UsageError(`unexpected argument '${extra}'`);
    const json = values.json === true;
    return withStore('readOnly', async ({ store }) => {
      if (id === undefined) {
        const all = await listCandidates(store);
        if (json) printJson(all);
        else print(inTable(all));
        return 0;
      }
      const one = await findCandidate(store, id);
      if (one === undefined)
        throw new Error(`there is no candidate '${id}': 'ringtrace candidates' lists them`);
      if (json) printJson(one);
      else print(explain(one).join('\n'));
      return 0;
    });
  },
};

type Candidates = Awaited<ReturnType<typeof listCandidates>>;

function inTable(all: Candidates): string {
  if (all.length === 0) return 'No candidates.';
  return table(all.map((one) => ({ candidate: one.candidate_id, status: one.status, what: headline(one) })));
}
