import { RequestError } from '../api/problem.ts';
import { AddressError } from '../state/search.ts';
import { timeText } from '../state/time-text.ts';

/** What is wrong, and the way out. */
export interface Told {
  readonly title: string;
  readonly detail: string;
}

/** Whether a part of the pages themselves could not be loaded: the server is away, or a newer one has other files. */
export const isLoadFailure = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|importing a module script failed|unable to preload/i.test(error.message);

/** Text of an error for whoever looks at the page. */
export function told(error: unknown): Told {
  if (error instanceof RequestError) return { title: error.problem.title, detail: error.problem.detail };
  if (error instanceof AddressError) return { title: 'The address is not right', detail: error.message };
  if (isLoadFailure(error))
    return {
      title: 'This page could not be loaded',
      detail: 'The console does not answer, or it has been updated since you opened it. Load it again',
    };
  // fetch() says so where no server answers.
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message))
    return {
      title: 'The console does not answer',
      detail: "Check the connection, and that Ringtrace runs: 'npx ringtrace status' says so. Then try again",
    };
  return {
    title: 'This part of the page failed',
    detail: `${error instanceof Error ? error.message : String(error)}. Load the page again; if that does not help, report it`,
  };
}

interface Props {
  readonly error: unknown;
  /** Tries again what failed. */
  readonly again?: () => void;
  /** ms since 1970 of the answer that is still shown. */
  readonly since?: number;
}

/** Shows an error where its answer would stand. Of a conflict, it says who changed what meanwhile. */
export function Trouble({ error, again, since }: Props) {
  const { title, detail } = told(error);
  const changes = error instanceof RequestError ? error.problem.changes : [];
  return (
    <div className="trouble" role="alert">
      <strong>{sentence(title)}</strong> {sentence(detail.replace(/^sql: /, ''))}
      {changes.length === 0 ? null : (
        <>
          <ul>
            {changes.map(({ type, actor, at }) => (
              <li key={`${at} ${type} ${actor}`}>
                {actor}: {type.replaceAll('_', ' ')}, {timeText(Date.parse(at), 'utc')}
              </li>
            ))}
          </ul>
          The page shows it now. Look at it, then decide again.
        </>
      )}
      {since === undefined ? null : <p>What is shown here is of {timeText(since, 'utc')}.</p>}
      {again === undefined ? null : (
        <p>
          <button type="button" onClick={again}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}

/** With a capital letter and a full stop. */
function sentence(text: string): string {
  const begun = `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
