/** Signing in to the local Studio: whoever can open this page on this machine is the operator. */
import type { Outgoing } from './exchange.ts';
import { Refusal } from './refusal.ts';

const form = `<!doctype html><html lang="en"><title>Local content server</title>
<form method="post"><h1>Local content server</h1>
<p>For development and tests. Nothing here leaves this machine.</p>
<button>Sign in as operator</button></form></html>`;

/** Asks on GET; on POST goes back to Studio with the token, if that is where it was asked from. */
export function answerLogin(
  method: string,
  search: URLSearchParams,
  { token, host }: { readonly token: string; readonly host: string },
  response: Outgoing,
): void {
  if (method !== 'POST') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(form);
    return;
  }
  const origin = search.get('origin') ?? '';
  // The token goes to this server's own Studio and to nobody else.
  if (!URL.canParse(origin) || new URL(origin).host !== host)
    throw new Refusal(403, `${origin} is not the Studio of this server`);
  response.statusCode = 303;
  response.setHeader('Location', `${origin}#token=${token}`);
  response.end();
}
