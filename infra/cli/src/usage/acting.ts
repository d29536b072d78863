/** Options of every command that changes something in casework: the log says who did it, and why. */
export const acting = {
  as: {
    type: 'string',
    value: 'NAME',
    about: 'who does it; without it, your user on this machine',
    filled: true,
  },
  reason: { type: 'string', value: 'TEXT', about: 'why; the log of casework keeps it' },
} as const;
