import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { questionsRoute, runQueryRoute, stopQueryRoute } from '../../../server/routes/query.ts';
import { addressOf, ask } from '../../api/ask.ts';
import { problemIn, RequestError } from '../../api/problem.ts';
import { Answered } from '../../parts/answered.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { useMe } from '../../state/me.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch, usePatch } from '../../state/use-search.ts';
import { type Entry, keepEntry, readEntries } from './history.ts';
import { namesNumber } from './names-number.ts';
import { type Answer, Result } from './result.tsx';
import { querySearch } from './search.ts';

const path = '/console/query';

type State =
  | { readonly is: 'idle' }
  | { readonly is: 'running'; readonly run_id: string; readonly since: number }
  | { readonly is: 'failed'; readonly error: unknown }
  | { readonly is: 'done'; readonly answer: Answer };

/** SQL of the person, as the read-only analyst. */
export function Query() {
  const { sql = '' } = usePageSearch(querySearch);
  const patch = usePatch();
  const name = useMe().data?.name ?? '';
  const [text, setText] = useState(sql);
  const [reason, setReason] = useState('');
  const [state, setState] = useState<State>({ is: 'idle' });
  const [history, setHistory] = useState<readonly Entry[]>([]);
  const id = useId();
  useEffect(() => {
    // An address without SQL leaves what stands in the editor.
    if (sql !== '') setText(sql);
  }, [sql]);
  useEffect(() => setHistory(name === '' ? [] : readEntries(name)), [name]);

  const bodyFor = (run_id: string) => ({ sql: text, run_id, ...(reason === '' ? {} : { reason }) });
  const latest = useRef('');
  async function run() {
    if (text.trim() === '' || state.is === 'running') return;
    const run_id = crypto.randomUUID();
    latest.current = run_id;
    patch({ sql: namesNumber(text) ? undefined : text });
    keepEntry(name, { sql: text, at: Date.now() });
    setHistory(readEntries(name));
    setState({ is: 'running', run_id, since: Date.now() });
    const next = await ask<typeof runQueryRoute>(path, { method: 'post', body: bodyFor(run_id) }).then(
      (answer): State => ({ is: 'done', answer }),
      (error: unknown): State => ({ is: 'failed', error }),
    );
    if (latest.current === run_id) setState(next);
  }
  const stop = async (run_id: string) => {
    await ask<typeof stopQueryRoute>(`${path}/stop`, { method: 'post', body: { run_id } });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void run();
  };

  return (
    <Page
      title="Query"
      lead="SQL over the store, as the read-only analyst. Answers may hold called numbers in full, so each run is written to the log, with its SQL."
    >
      <Questions onChoose={setText} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <label htmlFor={`${id}sql`}>SQL</label>
        <textarea
          id={`${id}sql`}
          className="digits"
          rows={10}
          maxLength={20_000}
          spellCheck={false}
          style={{ width: '100%' }}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          aria-describedby={`${id}hint`}
        />
        <p className="hint" id={`${id}hint`}>
          Ctrl+Enter runs it. Limit queries of cdr to a day or less. docs/tables.md describes every table.
        </p>
        <div className="fields">
          <label className="field">
            Reason (needed where the query reads called numbers)
            <input value={reason} maxLength={2_000} onChange={(event) => setReason(event.target.value)} />
          </label>
          <button type="submit" className="act-main" disabled={state.is === 'running' || text.trim() === ''}>
            Run
          </button>
          {state.is === 'running' ? (
            <button type="button" onClick={() => void stop(state.run_id)}>
              Stop
            </button>
          ) : null}
          <CsvButton
            body={bodyFor}
            disabled={text.trim() === ''}
            failed={(error) => setState({ is: 'failed', error })}
          />
        </div>
      </form>
      {state.is === 'running' ? <Running since={state.since} /> : null}
      {state.is === 'failed' ? <Trouble error={state.error} /> : null}
      {state.is === 'done' ? <Result answer={state.answer} /> : null}
      <History entries={history} onChoose={setText} />
    </Page>
  );
}

function Running({ since }: { readonly since: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <p role="status">The query runs.</p>
      <p aria-hidden="true">{Math.max(0, Math.round((now - since) / 1_000))} s</p>
    </>
  );
}

interface CsvProps {
  readonly body: (run_id: string) => object;
  readonly disabled: boolean;
  readonly failed: (error: unknown) => void;
}

/** Runs the query again and saves its answer. The file comes by POST, so that no SQL stands in an address. */
function CsvButton({ body, disabled, failed }: CsvProps) {
  const [busy, setBusy] = useState(false);
  async function save() {
    setBusy(true);
    try {
      const response = await fetch(addressOf(`${path}/csv`), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body(crypto.randomUUID())),
      });
      if (!response.ok) throw new RequestError(problemIn(response.status, await response.json()));
      const url = URL.createObjectURL(await response.blob());
      const link = document.createElement('a');
      link.href = url;
      link.download = 'query.csv';
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <button type="button" disabled={disabled || busy} onClick={() => void save()}>
      {busy ? 'CSV is made …' : 'Run and save as CSV'}
    </button>
  );
}

interface ChooseProps {
  readonly onChoose: (sql: string) => void;
}

function Questions({ onChoose }: ChooseProps) {
  const asked = useAnswer<typeof questionsRoute>(`${path}/questions`, { live: false });
  return (
    <Section
      title="Questions analysts ask"
      note="A question puts its SQL into the editor, about the call of the newest candidate and its day. Change it as you like."
    >
      <Answered of={asked}>
        {({ items }) => (
          <div className="actions">
            {items.map(({ question, sql }) => (
              <button type="button" key={question} onClick={() => onChoose(sql)}>
                {question}
              </button>
            ))}
          </div>
        )}
      </Answered>
    </Section>
  );
}

interface HistoryProps extends ChooseProps {
  readonly entries: readonly Entry[];
}

function History({ entries, onChoose }: HistoryProps) {
  if (entries.length === 0) return null;
  return (
    <Section
      title="Earlier queries"
      note="The last 50 that you ran in this browser. They are kept nowhere else but in the log."
    >
      <ol>
        {entries.map(({ sql, at }) => (
          <li key={at}>
            <button type="button" onClick={() => onChoose(sql)} title={sql}>
              {sql.replaceAll(/\s+/g, ' ').slice(0, 120)}
            </button>
          </li>
        ))}
      </ol>
    </Section>
  );
}
