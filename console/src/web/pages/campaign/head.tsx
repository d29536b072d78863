import { isGone } from '@ringtrace/detect/candidates/is-gone';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { PageLink } from '../../parts/link.tsx';
import { CallingNumber } from '../../parts/number.tsx';
import { Provider } from '../../parts/provider.tsx';
import { Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { inFull, inHundred, type ShownCampaign, statuses, unopened } from './shown.ts';

interface Props {
  readonly campaign: ShownCampaign;
}

/** What is suspected, what speaks against it, and who is to be asked: the first thing that an analyst reads. */
export function Head({ campaign }: Props) {
  return (
    <>
      <Standing campaign={campaign} />
      <div className="campaign-case section">
        <Reasons
          title="Why suspected"
          mark="+"
          reasons={campaign.suspected}
          none="No signal speaks for a campaign any more."
        />
        <div>
          <Reasons
            title="What speaks against it"
            mark="−"
            reasons={campaign.against}
            none="No signal that was looked at speaks plainly against it."
          />
          {campaign.mixed.length === 0 ? null : (
            <Reasons title="It may be more than one campaign" mark="?" reasons={campaign.mixed} none="" />
          )}
        </div>
        <Origin campaign={campaign} />
      </div>
    </>
  );
}

/** More can't be read at a glance; the evidence below has them all. */
const mostReasons = 6;

/** The status, and the facts in numbers. */
function Standing({ campaign }: Props) {
  const { status, verdict, score, merged_into } = campaign;
  const { kind, words } = statuses[status];
  const given = verdict !== null && verdict.verdict === status ? verdict : undefined;
  return (
    <div className="campaign-standing">
      <p>
        <Badge kind={kind}>{status}</Badge>{' '}
        {given === undefined ? (
          words
        ) : (
          <>
            {status === 'confirmed' ? 'Confirmed' : 'Dismissed'} by {given.by} at <Time at={given.given_at} />
            : {withStop(given.reason)}
            {given.taught > 0 ? ` Callers that stay silent from now on: ${inFull(given.taught)}.` : ''}
          </>
        )}{' '}
        {merged_into === '' ? null : (
          <PageLink to={addresses.campaign(merged_into)}>The campaign it became part of</PageLink>
        )}
      </p>
      <Facts
        items={[
          ['Score', <strong key="score">{inHundred(score)}</strong>],
          ['Calls', inFull(campaign.calls)],
          [
            'Calling numbers',
            campaign.calling_numbers === 1 ? (
              <CallingNumber key="number" value={campaign.calling_number} />
            ) : (
              inFull(campaign.calling_numbers)
            ),
          ],
          ['Called numbers', inFull(campaign.called_numbers)],
          ['First call', <Time key="first" at={campaign.first_seen} />],
          ['Last call', <Time key="last" at={campaign.last_seen} />],
          ['Records', `${inFull(campaign.legs)} of ${inFull(campaign.carriers.length)} carriers`],
          [
            'Opened',
            campaign.opened_at === null ? unopened(status) : <Time key="opened" at={campaign.opened_at} />,
          ],
          ['Campaign', campaign.campaign_id],
        ]}
      />
    </div>
  );
}

/** A person's words as a sentence. */
const withStop = (words: string) => `${words.replace(/[.\s]+$/, '')}.`;

interface ReasonsProps {
  readonly title: string;
  readonly mark: string;
  readonly reasons: readonly string[];
  readonly none: string;
}

function Reasons({ title, mark, reasons, none }: ReasonsProps) {
  return (
    <section className="campaign-reasons">
      <h2>{title}</h2>
      {reasons.length === 0 ? (
        <p className="faint">{none}</p>
      ) : (
        <ul>
          {reasons.map((reason, i) => (
            <li key={reason} className={i < mostReasons ? undefined : 'print-only'}>
              <span aria-hidden="true" className="mark">
                {mark}
              </span>
              {reason}
            </li>
          ))}
        </ul>
      )}
      {reasons.length > mostReasons ? (
        <p className="faint no-print">
          And {reasons.length - mostReasons} weaker: <a href="#evidence">weight of the evidence</a>.
        </p>
      ) : null}
    </section>
  );
}

/** undefined: the line is left out. */
function askNext(campaign: ShownCampaign) {
  if (isGone(campaign)) return undefined;
  const { next_provider_to_ask } = campaign;
  return next_provider_to_ask === null ? 'nobody yet' : <Provider key="ask" id={next_provider_to_ask} />;
}

/** Where the calls come from, how that is known, and whom to ask. */
function Origin({ campaign }: Props) {
  const { origin_provider, claimed_origin, entry_provider, path } = campaign;
  return (
    <section className="campaign-reasons">
      <h2>Where it comes from</h2>
      <Facts
        items={[
          [
            'Origin',
            origin_provider === null ? (
              <Provider
                key="claimed"
                id={claimed_origin ?? ''}
                {...(claimed_origin === null ? {} : { basis: 'claimed' })}
              />
            ) : (
              <Provider key="proven" id={origin_provider} basis="proven" />
            ),
          ],
          [
            'Into the US by',
            entry_provider === null ? undefined : <Provider key="entry" id={entry_provider} />,
          ],
          ['Ask next', askNext(campaign)],
        ]}
      />
      <p>{campaign.origin}</p>
      {campaign.provenance.map((words) => (
        <p key={words}>{words}</p>
      ))}
      <p className="faint">
        Path of the example call:{' '}
        {path.map(({ provider, reported }) => (reported ? provider : `(${provider})`)).join(' → ')}
        {path.some(({ reported }) => !reported) ? '. In parentheses: named by others only.' : ''}
      </p>
    </section>
  );
}
