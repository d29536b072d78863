/** What members' records say of one signature of a call, or of several calls of which the same holds. */
export interface SignedCall {
  /** The provider that holds the OCN of the signing certificate. */
  readonly signer: string;
  readonly attestation: 'A' | 'B' | 'C';
  /** The provider whose own leg shows its own customer; '' = not proven. */
  readonly origin: string;
  /** Every provider that the legs of the call name. */
  readonly providers: readonly string[];
  /** The calling number is on the do-not-originate list: nobody calls with it. */
  readonly dno: boolean;
  /** The calling number is invalid or unassigned: it is nobody's. */
  readonly impossible: boolean;
  /** Signed A, and another provider holds the calling number. */
  readonly other_holder: boolean;
  /** What is wrong with the Identity header; '' = nothing that is known. */
  readonly identity_fault: string;
}

/** What may not fit together. The words are stored nowhere: they may change. */
const questionKinds = [
  'signer_not_origin',
  'signer_not_on_path',
  'spoofed_with_a',
  'number_held_elsewhere',
  'certificate',
] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** A contradiction of attestation, worded as a question to the signer. It is no verdict. */
export interface Question {
  readonly kind: QuestionKind;
  readonly signer: string;
  readonly text: string;
}

/** Providers as they are known: an alias stands for its provider. */
type Resolve = (id: string) => string;

/**
 * The questions that one signature raises. Only what records show counts: where no origin is proven, the signer may be beyond what
 * members see, and nothing is asked.
 */
export function questionsOf(call: SignedCall, resolve: Resolve = (id) => id): Question[] {
  const signer = resolve(call.signer);
  const texts = {
    ...place(call, signer, resolve),
    ...number(call, signer),
    ...certificate(call, signer),
  };
  return questionKinds.flatMap((kind) => {
    const text = texts[kind];
    return text === undefined ? [] : [{ kind, signer, text }];
  });
}

type Texts = { readonly [K in QuestionKind]?: string };

function place(call: SignedCall, signer: string, resolve: Resolve): Texts {
  const origin = resolve(call.origin);
  if (call.attestation === 'C' || origin === '' || origin === signer) return {};
  const signed = `${signer} signed with ${call.attestation}`;
  if (!call.providers.map(resolve).includes(signer))
    return {
      signer_not_on_path: `${signed}, and no record names it in the path that begins at ${origin}. How did it come to sign? It may sign for ${origin} by arrangement, or its certificate may be used by others.`,
    };
  return {
    signer_not_origin: `${signed}, while records show that the call began at ${origin}. On what right did it sign? An upstream may sign for resellers by arrangement.`,
  };
}

function number({ attestation, dno, impossible, other_holder }: SignedCall, signer: string): Texts {
  if (attestation !== 'A') return {};
  const signed = `${signer} signed with A for a calling number`;
  if (dno)
    return {
      spoofed_with_a: `${signed} that is on the do-not-originate list. How did it know that the caller may use it?`,
    };
  if (impossible)
    return {
      spoofed_with_a: `${signed} that is invalid or assigned to nobody. How did it know that the caller may use it?`,
    };
  return other_holder
    ? {
        number_held_elsewhere: `${signed} that another provider holds. Did it verify that the caller may use it? Callers may have numbers of several providers.`,
      }
    : {};
}

const faultsOfCertificates: Readonly<Record<string, string>> = {
  untrusted_certificate: 'that no trusted authority vouches for',
  expired_certificate: 'that had expired',
  unknown_certificate: 'that could not be read',
};

function certificate({ identity_fault, attestation }: SignedCall, signer: string): Texts {
  const fault = faultsOfCertificates[identity_fault];
  return fault === undefined
    ? {}
    : {
        certificate: `${signer} is named by a certificate ${fault} (attestation ${attestation}). Is the certificate its own, and still in use? Whether certificates were revoked is not known here.`,
      };
}
