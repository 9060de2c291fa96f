/** Tells others of what was published, signed as Sanity signs. */
import { createHmac } from 'node:crypto';
import type { Transaction } from './dataset.ts';
import { isPublic } from './document.ts';

export interface Webhook {
  readonly url: string;
  readonly secret: string;
}

const attempts = 3;
const timeoutMs = 10_000;

/** Value of `sanity-webhook-signature`: HMAC-SHA256 over time (epoch ms) and body. */
function signatureOf(body: string, secret: string, atMs: number): string {
  const hash = createHmac('sha256', secret).update(`${atMs}.${body}`).digest('base64url');
  return `t=${atMs},v1=${hash}`;
}

async function deliver({ url, secret }: Webhook, body: string, key: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'sanity-webhook-signature': signatureOf(body, secret, Date.now()),
        'idempotency-key': key,
      },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    }).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000 * 2 ** attempt).unref());
  }
}

/** One call for each document that a transaction published, changed or took away. */
export function tell(webhook: Webhook, transaction: Transaction): void {
  for (const { id, before, after } of transaction.changes) {
    if (!isPublic(id)) continue;
    const body = JSON.stringify({
      _id: id,
      _type: (after ?? before)?._type,
      deleted: after === null,
    });
    void deliver(webhook, body, `${transaction.id}-${id}`);
  }
}
