import { z } from 'zod';
import { casesSettings } from '../../model/settings.ts';
import { changeSettings, type SettingsNow, settingsNow, writtenSettings } from '../../work/settings.ts';
import { bare, changing, defineRoute, type Route } from '../route.ts';

const tag = 'Settings';

const shape = z.object({
  version: z.number().int().describe('0 = nobody has changed them: the defaults hold'),
  settings: casesSettings,
});

const settingsOf = ({ version, settings }: SettingsNow) => ({ version, settings });

export const settingsRoutes: readonly Route[] = [
  defineRoute({
    ...bare,
    method: 'get',
    path: '/settings',
    tag,
    summary: 'Settings of casework in force',
    needs: 'read',
    out: shape,
    handle: ({ office: { desk } }) => settingsOf(settingsNow(desk)),
  }),
  defineRoute({
    ...bare,
    method: 'put',
    path: '/settings',
    tag,
    summary: 'Change the settings of casework as a whole',
    needs: 'act',
    body: changing({ settings: writtenSettings }),
    out: shape,
    handle: ({ office: { desk }, body, actor, seen }) =>
      settingsOf(changeSettings(desk, actor, () => body.settings, seen)),
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/settings/report-only',
    tag,
    summary: 'Turn report-only mode on or off: while it is on, nothing is sent to anybody',
    needs: 'act',
    body: changing({ report_only: z.boolean() }),
    out: shape,
    handle: ({ office: { desk }, body: { report_only }, actor, seen }) =>
      settingsOf(changeSettings(desk, actor, (before) => ({ ...before, report_only }), seen)),
  }),
];
