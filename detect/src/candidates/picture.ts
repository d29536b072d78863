import { headline } from './explain.ts';
import type { Candidate } from './stored-candidates.ts';
import { waterfall } from './waterfall/waterfall.ts';

/** A candidate's evidence as SVG, without a line end behind it. See `waterfall`. */
export const picture = (candidate: Candidate): string =>
  waterfall({
    name: `${candidate.candidate_id} (${candidate.status})`,
    about: headline(candidate),
    signals: candidate.evidence.signals,
    highestScore: candidate.evidence.highest_score,
  });
