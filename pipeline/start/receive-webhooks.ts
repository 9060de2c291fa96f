/** Hears that something was published, so that the page need not wait for its minute. */
import { createServer, type IncomingMessage } from 'node:http';
import { isSigned } from './webhook-signature.ts';

const largestBody = 1_000_000;

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > largestBody) return null;
  }
  return text;
}

/** Listens on loopback; returns its address. `changed` is called for what is signed with `secret`. */
export async function receiveWebhooks(secret: string, changed: () => void): Promise<string> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const signature = String(request.headers['sanity-webhook-signature'] ?? '');
      const isGenuine = body !== null && isSigned(body, signature, secret, Date.now());
      if (isGenuine) changed();
      response.writeHead(isGenuine ? 204 : 401).end();
    });
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  server.unref();
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return `http://127.0.0.1:${address.port}/`;
}
