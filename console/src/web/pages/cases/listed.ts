import type { caseList } from '../../../server/routes/cases/list.ts';
import type { AnswerOf } from '../../api/ask.ts';
import type { SortOf } from '../../parts/column.ts';

export type CaseListRoute = typeof caseList.json;
export type ListedCase = AnswerOf<CaseListRoute>['items'][number];
export type ListedCaseSort = SortOf<typeof caseList>;
