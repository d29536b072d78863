import { visibleIn } from '@ringtrace/platform/visible';
import { headline } from './explain.ts';
import type { Candidate } from './stored-candidates.ts';
import { waterfallData } from './waterfall/data.ts';
import { waterfallInText } from './waterfall/in-text.ts';
import { waterfall } from './waterfall/waterfall.ts';

/** A candidate's evidence as SVG, without a line end behind it. See `waterfall`. */
export const picture = (candidate: Candidate): string =>
  waterfall({
    name: `${candidate.candidate_id} (${candidate.status})`,
    about: headline(candidate),
    signals: candidate.evidence.signals,
    highestScore: candidate.evidence.highest_score,
  });

/** The same for a terminal, a line each, with control characters written out. */
export const pictureInText = (candidate: Candidate): string[] => {
  const { signals, highest_score } = visibleIn(candidate).evidence;
  return waterfallInText(waterfallData(signals, highest_score));
};
