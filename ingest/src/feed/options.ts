import { isProviderId, providerIdRule } from '@ringtrace/schemas/provider-id';
import { FeedError, type FeedFormat } from './format.ts';
import { formatNamed } from './formats.ts';
import { createLocalTimes } from './local-time.ts';
import { standardInput } from './open-file.ts';

/** The files to feed, and how to read them. */
export interface FeedRequest {
  readonly carrier: string;
  /** Name of a format, see `formats.ts`. */
  readonly format: string;
  /** IANA time zone of the times that do not name theirs. Some formats need it. */
  readonly timezone?: string | undefined;
  /** Paths of files or directories. `-` is standard input. */
  readonly files: readonly string[];
}

/** The format that these options name. Throws FeedError for a fault of the options themselves; no file is opened. */
export function checkFeedOptions({ carrier, ...reading }: FeedRequest): FeedFormat {
  if (!isProviderId(carrier)) throw new FeedError(`'${carrier}' is no carrier id: use ${providerIdRule}`);
  return checkReadingOptions(reading);
}

/** Does the same where nothing is sent, so that no carrier is needed. */
export function checkReadingOptions({
  format: name,
  timezone,
  files,
}: Omit<FeedRequest, 'carrier'>): FeedFormat {
  const format = formatNamed(name);
  if (format.needsTimezone && timezone === undefined) {
    throw new FeedError(
      `${format.name} files do not name the time zone of their times: add --timezone, such as America/New_York or UTC`,
    );
  }
  if (timezone !== undefined) createLocalTimes(timezone);
  if (files.length === 0) throw new FeedError("no file to feed: name one, or '-' for standard input");
  if (files.filter((file) => file === standardInput).length > 1) {
    throw new FeedError("standard input ('-') can be read once only");
  }
  return format;
}
