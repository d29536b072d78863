import type { reportRoute } from '../../../server/routes/report.ts';
import type { AnswerOf } from '../../api/ask.ts';

/** A figure of the report, as the server sends it. */
export type Figure = AnswerOf<typeof reportRoute>['figures'][number];
