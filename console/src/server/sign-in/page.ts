import { createHash } from 'node:crypto';
import { visible } from '@ringtrace/platform/visible';
import { html, raw } from 'hono/html';

const style = `
:root { color-scheme: light dark; --text: #111; --back: #fff; --line: #555; --quiet: #444; --wrong: #a00000; --told: #005a9c }
@media (prefers-color-scheme: dark) { :root { --text: #eee; --back: #16181c; --line: #999; --quiet: #bbb; --wrong: #ff9d9d; --told: #8cc4ff } }
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); max-width: 24rem; margin: 4rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem }
label { display: block; font-weight: 600; margin-top: .8rem }
.hint { color: var(--quiet); display: block }
input { font: inherit; width: 100%; box-sizing: border-box; padding: .4rem; border: 1px solid var(--line); color: inherit; background: transparent }
.wrong { border: 2px solid var(--wrong); padding: .5rem 1rem }
.told { border: 2px solid var(--told); padding: .5rem 1rem }
button, .button { font: inherit; padding: .5rem 1.2rem; margin: 1rem .8rem 0 0; display: inline-block }
a { color: var(--told) }
:focus-visible { outline: 3px solid var(--told); outline-offset: 2px }
`;

/** Nothing is loaded, nothing runs, no other page can show this one, and a form goes back to where it came from. */
const headers = {
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  // Not 'no-referrer': browsers then hide the origin of a form, by which it is checked.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
} as const;

type Part = ReturnType<typeof html> | string;

function pageOf(status: number, title: string, body: Part): Response {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return new Response(String(page), {
    status,
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
  });
}

/** A page that says something. */
export const plainPage = (status: number, title: string, words: string): Response =>
  pageOf(
    status,
    title,
    html`<p role="status">${visible(words)}</p>
<p><a href="/">To the console</a></p>`,
  );

export interface SignInForm {
  /** Where to go afterwards: a path of the console. */
  readonly to: string;
  readonly name: string;
  /** What went wrong; '' = nothing has. */
  readonly wrong: string;
  /** People can sign in at the group's identity provider. */
  readonly elsewhere: boolean;
  readonly status: number;
}

/** The page to sign in. It works without scripts. */
export const signInPage = ({ to, name, wrong, elsewhere, status }: SignInForm): Response =>
  pageOf(
    status,
    wrong === '' ? 'Sign in to Ringtrace' : 'Error: sign in to Ringtrace',
    html`${wrongOf(wrong)}
${elsewhere ? html`<p><a class="button" href="/sign-in/group?${new URLSearchParams({ to })}">Sign in with your group's account</a></p>` : ''}
<form method="post" action="/sign-in">
<input type="hidden" name="to" value="${to}">
<label for="name">Name</label>
<input id="name" name="name" value="${name}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="100">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200">
<button type="submit">Sign in</button>
</form>`,
  );

const wrongOf = (wrong: string): Part =>
  wrong === '' ? '' : html`<p class="wrong" role="alert">${wrong}</p>`;

/** The page to sign out. */
export const signOutPage = (name: string): Response =>
  pageOf(
    200,
    'Sign out',
    html`<p>You are signed in as ${visible(name)}.</p>
<form method="post" action="/sign-out"><button type="submit">Sign out</button></form>
<p><a href="/sign-in/password">Change your password</a></p>`,
  );

/** The page to choose another password. @param wrong '' = nothing is */
export const passwordPage = (status: number, name: string, shortest: number, wrong: string): Response =>
  pageOf(
    status,
    wrong === '' ? 'Change your password' : 'Error: change your password',
    html`${wrongOf(wrong)}
<form method="post" action="/sign-in/password">
<input type="hidden" name="name" value="${name}" autocomplete="username">
<label for="current">Password now</label>
<input id="current" name="current" type="password" autocomplete="current-password" required maxlength="200">
<label for="next">New password</label>
<span class="hint" id="hint-next">At least ${String(shortest)} characters</span>
<input id="next" name="next" type="password" autocomplete="new-password" required minlength="${String(shortest)}" maxlength="200" aria-describedby="hint-next">
<label for="again">New password once more</label>
<input id="again" name="again" type="password" autocomplete="new-password" required maxlength="200">
<button type="submit">Change it</button>
</form>`,
  );
