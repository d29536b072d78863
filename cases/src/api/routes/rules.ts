import { z } from 'zod';
import { casesSettings } from '../../model/settings.ts';
import { changeRules, rulesNow } from '../../work/rules.ts';
import { bare, changing, defineRoute, type Route } from '../route.ts';

const tag = 'Rules';

const shape = z.object({
  version: z.number().int().describe('0 = nobody has changed them: the usual ones hold'),
  rules: casesSettings,
});

export const ruleRoutes: readonly Route[] = [
  defineRoute({
    ...bare,
    method: 'get',
    path: '/rules',
    tag,
    summary: 'Rules in force: calendars, hours to answer, reminders, what is sent',
    needs: 'read',
    out: shape,
    handle: ({ office: { desk } }) => rulesNow(desk.log),
  }),
  defineRoute({
    ...bare,
    method: 'put',
    path: '/rules',
    tag,
    summary: 'Put other rules in force, as a whole',
    needs: 'act',
    body: changing({ rules: casesSettings }),
    out: shape,
    handle({ office: { desk }, body, actor, seen }) {
      changeRules(desk.log, actor, body.rules, seen);
      return rulesNow(desk.log);
    },
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/rules/report-only',
    tag,
    summary: 'Turn report-only mode on or off: while it is on, nothing is sent to anybody',
    needs: 'act',
    body: changing({ report_only: z.boolean() }),
    out: shape,
    handle({ office: { desk }, body: { report_only }, actor, seen }) {
      const { rules, version } = rulesNow(desk.log);
      changeRules(desk.log, actor, { ...rules, report_only }, seen ?? version);
      return rulesNow(desk.log);
    },
  }),
];
