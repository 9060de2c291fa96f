/** Whether a webhook comes from who shares its secret, and from now: an old one may be replayed. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const allowedAgeMs = 5 * 60_000;

/** `signature`: `t=<epoch ms>,v1=<base64url of HMAC-SHA256 over "t.body">`. */
export function isSigned(body: string, signature: string, secret: string, nowMs: number): boolean {
  const [, time = '', hash = ''] = /^t=(\d+),v1=([\w-]+)$/.exec(signature) ?? [];
  if (time === '' || Math.abs(nowMs - Number(time)) > allowedAgeMs) return false;
  const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest();
  const given = Buffer.from(hash, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
