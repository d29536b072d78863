export const minuteS = 60;
export const hourS = 60 * minuteS;
export const dayS = 24 * hourS;

export const minuteMs = 1_000 * minuteS;
export const hourMs = 1_000 * hourS;
export const dayMs = 24 * hourMs;
