import own from '../package.json' with { type: 'json' };

/** The version of Ringtrace. All folders are released together, so this package alone states it. */
export const { version } = own;
