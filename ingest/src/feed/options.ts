import { isProviderId, providerIdRule } from '@ringtrace/schemas/provider-id';
import { FeedError, type FeedFormat } from './format.ts';
import { formatNamed } from './formats.ts';
import { createLocalTimes } from './local-time.ts';
import { standardInput } from './open-file.ts';

/** What is to be fed, and how to read it. */
export interface FeedSource {
  readonly carrier: string;
  /** A format's name, see `formats.ts`. */
  readonly format: string;
  /** IANA zone of times that don't say theirs; some formats need it. */
  readonly timezone?: string | undefined;
  /** Paths; `-` is standard input. */
  readonly files: readonly string[];
}

/** The format these options name. Throws FeedError for what is wrong with them whatever the files hold. */
export function checkFeedOptions({ carrier, ...reading }: FeedSource): FeedFormat {
  if (!isProviderId(carrier)) throw new FeedError(`'${carrier}' is no carrier id: use ${providerIdRule}`);
  return checkReadingOptions(reading);
}

/** As `checkFeedOptions`, where nothing is sent. */
export function checkReadingOptions({
  format: name,
  timezone,
  files,
}: Omit<FeedSource, 'carrier'>): FeedFormat {
  const format = formatNamed(name);
  if (format.needsTimezone && timezone === undefined) {
    throw new FeedError(
      `${format.name} files don't say the zone of their times: add --timezone, such as America/New_York or UTC`,
    );
  }
  if (timezone !== undefined) createLocalTimes(timezone);
  if (files.length === 0) throw new FeedError("no file to feed: name one, or '-' for standard input");
  if (files.filter((file) => file === standardInput).length > 1) {
    throw new FeedError("standard input ('-') can be read once only");
  }
  return format;
}
