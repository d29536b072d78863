import { type ComponentType, lazy } from 'react';
import type { z } from 'zod';
import { auditSearch } from '../pages/audit/search.ts';
import { callSearch } from '../pages/call/search.ts';
import { callsSearch } from '../pages/calls/search.ts';
import { campaignSearch } from '../pages/campaign/search.ts';
import { campaignsSearch } from '../pages/campaigns/search.ts';
import { caseSearch } from '../pages/case/search.ts';
import { casesSearch } from '../pages/cases/search.ts';
import { feedSearch } from '../pages/feed/search.ts';
import { feedsSearch } from '../pages/feeds/search.ts';
import { inboxSearch } from '../pages/inbox/search.ts';
import { providerSearch } from '../pages/provider/search.ts';
import { providersSearch } from '../pages/providers/search.ts';
import { querySearch } from '../pages/query/search.ts';
import { reportSearch } from '../pages/report/search.ts';
import { settingsSearch } from '../pages/settings/search.ts';
import type { Right } from '../state/me.ts';

/** A page of the console. */
export interface PageEntry {
  /** As TanStack Router writes it: `$name` is a part of the path. */
  readonly path: string;
  /** The right that whoever opens it needs. */
  readonly needs: Right;
  readonly search: z.ZodObject;
  /** Loaded when the page is first opened. */
  readonly component: ComponentType;
}

/** Every page of the console. */
export const pages: readonly PageEntry[] = [
  {
    path: '/',
    needs: 'look',
    search: inboxSearch,
    component: lazy(async () => ({ default: (await import('../pages/inbox/page.tsx')).Inbox })),
  },
  {
    path: '/campaigns',
    needs: 'look',
    search: campaignsSearch,
    component: lazy(async () => ({ default: (await import('../pages/campaigns/page.tsx')).Campaigns })),
  },
  {
    path: '/campaigns/$id',
    needs: 'look',
    search: campaignSearch,
    component: lazy(async () => ({ default: (await import('../pages/campaign/page.tsx')).Campaign })),
  },
  {
    path: '/cases',
    needs: 'look',
    search: casesSearch,
    component: lazy(async () => ({ default: (await import('../pages/cases/page.tsx')).Cases })),
  },
  {
    path: '/cases/$id',
    needs: 'look',
    search: caseSearch,
    component: lazy(async () => ({ default: (await import('../pages/case/page.tsx')).Case })),
  },
  {
    path: '/calls',
    needs: 'look',
    search: callsSearch,
    component: lazy(async () => ({ default: (await import('../pages/calls/page.tsx')).Calls })),
  },
  {
    path: '/calls/$carrier/$callId',
    needs: 'look',
    search: callSearch,
    component: lazy(async () => ({ default: (await import('../pages/call/page.tsx')).Call })),
  },
  {
    path: '/providers',
    needs: 'cards',
    search: providersSearch,
    component: lazy(async () => ({ default: (await import('../pages/providers/page.tsx')).Providers })),
  },
  {
    path: '/providers/$id',
    needs: 'cards',
    search: providerSearch,
    component: lazy(async () => ({ default: (await import('../pages/provider/page.tsx')).Provider })),
  },
  {
    path: '/feeds',
    needs: 'feeds',
    search: feedsSearch,
    component: lazy(async () => ({ default: (await import('../pages/feeds/page.tsx')).Feeds })),
  },
  {
    path: '/feeds/$carrier',
    needs: 'feeds',
    search: feedSearch,
    component: lazy(async () => ({ default: (await import('../pages/feed/page.tsx')).Feed })),
  },
  {
    path: '/report',
    needs: 'look',
    search: reportSearch,
    component: lazy(async () => ({ default: (await import('../pages/report/page.tsx')).Report })),
  },
  {
    path: '/audit',
    needs: 'audit',
    search: auditSearch,
    component: lazy(async () => ({ default: (await import('../pages/audit/page.tsx')).Audit })),
  },
  {
    path: '/settings',
    needs: 'look',
    search: settingsSearch,
    component: lazy(async () => ({ default: (await import('../pages/settings/page.tsx')).Settings })),
  },
  {
    path: '/query',
    needs: 'query',
    search: querySearch,
    component: lazy(async () => ({ default: (await import('../pages/query/page.tsx')).Query })),
  },
];
