import { z } from 'zod';
import { act } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { useMay } from '../../state/me.ts';
import { say } from '../../state/say.ts';

const result = z.object({ in_words: z.string() });

/** Sends dead letters again, after a fix on our side. */
export function Replay() {
  if (!useMay('replay')) return null;
  return (
    <ActButton
      label="Send dead letters again"
      confirm={
        <>
          <p>
            Dead letters of all carriers are sent to their topics again, as far as they would be accepted now.
            What would be refused again stays open. Each is sent once.
          </p>
          <p>
            This helps after a fix on our side, such as a schema that was added. Without a fix it changes
            nothing.
          </p>
        </>
      }
      reason="optional"
      done=""
      onAct={async ({ reason }) => {
        const answer = await act('/console/dead-letters/replay', reason === '' ? {} : { reason });
        say(result.parse(answer).in_words);
      }}
    />
  );
}
