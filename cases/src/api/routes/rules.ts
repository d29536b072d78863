import { z } from 'zod';
import { changeSettings, type SettingsNow, settingsNow, writtenSettings } from '../../work/settings.ts';
import { bare, changing, defineRoute, type Route } from '../route.ts';

const tag = 'Rules';

const shape = z.object({
  version: z.number().int().describe('0 = nobody has changed them: the usual ones hold'),
  rules: writtenSettings,
});

const rulesOf = ({ version, settings }: SettingsNow) => ({ version, rules: settings });

export const ruleRoutes: readonly Route[] = [
  defineRoute({
    ...bare,
    method: 'get',
    path: '/rules',
    tag,
    summary: 'Rules in force: calendars, hours to answer, reminders, what is sent',
    needs: 'look',
    out: shape,
    handle: ({ office: { desk } }) => rulesOf(settingsNow(desk)),
  }),
  defineRoute({
    ...bare,
    method: 'put',
    path: '/rules',
    tag,
    summary: 'Put other rules in force, as a whole',
    needs: 'lead',
    body: changing({ rules: writtenSettings }),
    out: shape,
    handle: ({ office: { desk }, body, actor, seen }) =>
      rulesOf(changeSettings(desk, actor, () => body.rules, seen)),
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/rules/report-only',
    tag,
    summary: 'Turn report-only mode on or off: while it is on, nothing is sent to anybody',
    needs: 'lead',
    body: changing({ report_only: z.boolean() }),
    out: shape,
    handle: ({ office: { desk }, body: { report_only }, actor, seen }) =>
      rulesOf(changeSettings(desk, actor, (before) => ({ ...before, report_only }), seen)),
  }),
];
