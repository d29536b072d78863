import { z } from 'zod';
import { act } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { useMay } from '../../state/me.ts';
import { say } from '../../state/say.ts';

const result = z.object({ in_words: z.string() });

/** Sends dead letters again, after a fix on our side: those of one carrier, or of all where none is given. */
export function Replay({ carrier }: { readonly carrier?: string }) {
  if (!useMay('replay')) return null;
  return (
    <ActButton
      label={carrier === undefined ? 'Send dead letters of all again' : 'Send dead letters again'}
      title={
        carrier === undefined
          ? 'Send dead letters of all carriers again'
          : `Send dead letters of ${carrier} again`
      }
      confirm={
        <>
          <p>
            {carrier === undefined
              ? 'Dead letters of all carriers are sent to their topics again, as far as they would be accepted now.'
              : `Dead letters of ${carrier} alone are sent to its topic again, as far as they would be accepted now.`}{' '}
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
        const answer = await act('/console/dead-letters/replay', {
          ...(carrier === undefined ? {} : { carrier }),
          ...(reason === '' ? {} : { reason }),
        });
        say(result.parse(answer).in_words);
      }}
    />
  );
}
