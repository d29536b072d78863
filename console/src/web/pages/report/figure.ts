import type { reportRoute } from '../../../server/routes/report.ts';
import type { AnswerOf } from '../../api/ask.ts';

export type Figure = AnswerOf<typeof reportRoute>['figures'][number];
