import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalServer } from './local-server.testing.ts';
import { tell } from './webhooks.ts';

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

test('what is published is told, signed over time and body; drafts are not', async () => {
  const { promise, resolve } = Promise.withResolvers<{ body: string; signature: string }>();
  const receiver = createServer((request, response) => {
    void textOf(request).then((body) => {
      resolve({ body, signature: String(request.headers['sanity-webhook-signature']) });
      response.end();
    });
  });
  await new Promise<void>((done) => void receiver.listen(0, '127.0.0.1', done));
  onTestFinished(() => void receiver.close());
  const address = receiver.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const { dataset, writer } = await startLocalServer();
  const webhook = { url: `http://127.0.0.1:${port}/`, secret: 'shared' };
  dataset.watch((transaction) => tell(webhook, transaction));
  await writer.create({ _id: 'drafts.a', _type: 'incident' });
  await writer.create({ _id: 'a', _type: 'incident' });
  const { body, signature } = await promise;
  expect(JSON.parse(body)).toEqual({ _id: 'a', _type: 'incident', deleted: false });
  const [, time, hash] = /^t=(\d+),v1=(.+)$/.exec(signature) ?? [];
  expect(hash).toBe(createHmac('sha256', 'shared').update(`${time}.${body}`).digest('base64url'));
});
