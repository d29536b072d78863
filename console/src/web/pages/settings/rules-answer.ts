import type { rulesRoute } from '../../../server/routes/settings.ts';
import type { AnswerOf } from '../../api/ask.ts';

/** Rules of casework in force, and who changed them. */
export type RulesAnswer = AnswerOf<typeof rulesRoute>;
