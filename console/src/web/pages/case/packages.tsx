import type { profiles } from '@ringtrace/schemas/casework/words';
import { useState } from 'react';
import { z } from 'zod';
import { act, addressOf } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { Section } from '../../parts/page.tsx';
import { Time } from '../../parts/time.tsx';
import { useMay } from '../../state/me.ts';
import { Demand, Demands } from './demands.tsx';
import { part, type ShownCase, why } from './shown.ts';

/** What each profile shows. */
const profileWords: Readonly<Record<(typeof profiles)[number], string>> = {
  agency: 'agency: called numbers without their last four digits',
  legal: 'legal: within the scope of a demand, numbers in full',
  provider: 'provider: its own hop, legs and neighbor below',
  member: 'member: figures of its own legs',
  public: 'public: no numbers, only proven providers',
};

const written = z.object({
  package_id: z.string(),
  manifest_sha256: z.string(),
  files: z.number(),
  withheld: z.array(z.string()),
});

/** Packages of the case that left the group, and a new one. */
export function Packages({ shown }: { readonly shown: ShownCase }) {
  const mayLead = useMay('lead');
  const [made, setMade] = useState<z.infer<typeof written> | undefined>(undefined);
  const [writing, setWriting] = useState(false);
  const { packages } = shown;
  const providers = [
    ...new Set(shown.tracebacks.flatMap(({ hops }) => hops.map(({ provider }) => provider))),
  ];
  return (
    <Section
      title="Packages and demands"
      id="packages"
      note="A package hands the case on. Its profile decides what it shows. The log has each package, and what a demand covers."
      actions={
        mayLead ? (
          <>
            <ActButton
              label="Make a package"
              kind="main"
              done=""
              fields={[
                { name: 'to', label: 'Who gets it', required: true },
                {
                  name: 'profile',
                  label: 'What it shows',
                  kind: 'select',
                  options: Object.entries(profileWords).map(([value, label]) => ({ value, label })),
                },
                {
                  name: 'demand_id',
                  label: 'Demand that it answers',
                  hint: "Its id, such as 'dem-2m8x4r6tva'; legal needs one.",
                },
                {
                  name: 'provider',
                  label: 'Provider that it is for',
                  kind: 'select',
                  options: [
                    { value: '', label: 'none' },
                    ...providers.map((value) => ({ value, label: value })),
                  ],
                  hint: 'The profiles provider and member need one.',
                },
              ]}
              confirm="The log has the disclosure, with your name. The package is kept here, and can be fetched as one file."
              disabled={writing}
              onAct={async ({ fields, reason }) => {
                setWriting(true);
                try {
                  setMade(
                    written.parse(
                      await act(`/cases/${part(shown.case.case_id)}/packages`, {
                        to: fields['to'],
                        profile: fields['profile'],
                        demand_id: fields['demand_id'] ?? '',
                        provider: fields['provider'] ?? '',
                        ...why(reason),
                      }),
                    ),
                  );
                } finally {
                  setWriting(false);
                }
              }}
            />
            <Demand case_id={shown.case.case_id} />
          </>
        ) : undefined
      }
    >
      {writing ? (
        <p role="status" className="case-made">
          A package is being written. That may take a minute. It goes on where the dialog is closed, and is
          shown here.
        </p>
      ) : null}
      {made === undefined ? null : (
        <div role="status" className="case-made">
          <p>
            Package <strong>{made.package_id}</strong> has {made.files} files and the manifest. Tell who gets
            it the SHA-256 of its manifest, by another way: <code>{made.manifest_sha256}</code>
          </p>
          <p>{made.withheld.length === 0 ? 'Nothing is withheld.' : 'Withheld:'}</p>
          <ul>
            {made.withheld.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      {packages.length === 0 ? (
        <p className="empty">Nothing of this case has left the group in a package.</p>
      ) : (
        <div className="table-scroll rows">
          <table>
            <caption className="sr-only">Packages</caption>
            <thead>
              <tr>
                <th scope="col">Package</th>
                <th scope="col">For</th>
                <th scope="col">Profile</th>
                <th scope="col">Demand</th>
                <th scope="col">Written</th>
                <th scope="col">SHA-256 of its manifest</th>
                <th scope="col">File</th>
              </tr>
            </thead>
            <tbody>
              {packages.map(({ package_id, to, profile, demand_id, written_at, manifest_sha256, kept }) => (
                <tr key={package_id}>
                  <th scope="row">{package_id}</th>
                  <td>{to}</td>
                  <td>{profile}</td>
                  <td>{demand_id}</td>
                  <td>
                    <Time at={written_at} />
                  </td>
                  <td>
                    <code className="case-hash">{manifest_sha256}</code>
                  </td>
                  <td>
                    {!kept ? (
                      <span className="faint">written by a command, not kept here</span>
                    ) : mayLead ? (
                      <a
                        href={addressOf('/packages/{package_id}/file', { package_id })}
                        download={`${package_id}.tar`}
                      >
                        Fetch
                      </a>
                    ) : (
                      <span className="faint">a lead may fetch it</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Demands case_id={shown.case.case_id} />
    </Section>
  );
}
