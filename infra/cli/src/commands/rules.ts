import { readFileSync } from 'node:fs';
import type { CasesSettings } from '@ringtrace/cases/model/settings';
import { openSecrets } from '@ringtrace/cases/requests/secrets';
import { changeSettings, settingsFrom, settingsNow } from '@ringtrace/cases/work/settings';
import { type WouldBeDue, wouldBeDue } from '@ringtrace/cases/work/would-be-due';
import { loadConfig } from '@ringtrace/platform/config';
import { whyUnreadable } from '@ringtrace/platform/unreadable';
import { visible } from '@ringtrace/platform/visible';
import { actorOf, withCases } from '../cases.ts';
import { withDesk } from '../casework/desk.ts';
import { providerNamed } from '../casework/named.ts';
import { command, group, UsageError } from '../command.ts';
import { print, printJson } from '../output.ts';
import { instant } from '../time.ts';
import { usage } from '../usage/rules.ts';

const { subcommands } = usage;

export const rules = group('rules', usage, {
  show: command(subcommands.show, async () => {
    printJson((await withDesk(settingsNow)).settings);
    return 0;
  }),
  set: command(subcommands.set, async ({ file }, { seen, 'report-only': reportOnly, ...acting }) => {
    const change = changeOf(file, reportOnly);
    const { version } = await withDesk((desk) => changeSettings(desk, actorOf(acting), change, seen));
    print(`These rules are in force now (version ${version}).`);
    return 0;
  }),
  due: command(subcommands.due, async (_, { time, provider, json }) => {
    const at = time === undefined ? Date.now() : instant('time', time);
    const due = await withCases(async (cases) =>
      wouldBeDue(cases.log, provider === undefined ? '' : await providerNamed(cases, provider), at),
    );
    if (json) printJson({ due_at: new Date(due.due_at).toISOString(), calendar: due.calendar });
    else print(inWords(due));
    return 0;
  }),
  secret: command(subcommands.secret, async ({ provider }) => {
    print(openSecrets(loadConfig().RINGTRACE_HOME).webhookOf(provider));
    return 0;
  }),
});

/** What a person changes: all rules, by a file, or one of them. */
function changeOf(
  file: string | undefined,
  reportOnly: 'on' | 'off' | undefined,
): (before: CasesSettings) => CasesSettings {
  if ((file === undefined) === (reportOnly === undefined))
    throw new UsageError('give a file of all rules, or --report-only on|off');
  if (file === undefined) return (before) => ({ ...before, report_only: reportOnly === 'on' });
  const rulesOfFile = settingsFrom(textOf(file), file);
  return () => rulesOfFile;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${visible(file)} can't be read: ${visible(whyUnreadable(error))}`);
  }
}

function inWords({ due_at, calendar }: WouldBeDue): string {
  const { name, zone, opens, closes } = calendar;
  const local = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    dateStyle: 'full',
    timeStyle: 'long',
  }).format(due_at);
  return `${local}\n${new Date(due_at).toISOString()} in UTC, by calendar '${visible(name)}' (${opens} to ${closes}, ${zone})`;
}
