/**
 * Preloaded into a process under test: temporary names become a count and the process a number
 * that none can have, so that a tracer can be told before which files it is to look at.
 */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { threadId } from 'node:worker_threads';

let names = 0;
Reflect.set(crypto, 'randomBytes', (size: number) => {
  const bytes = Buffer.alloc(size);
  names += 1;
  bytes.writeUInt8(threadId, 0);
  bytes.writeUInt16BE(names, size - 2);
  return bytes;
});
syncBuiltinESMExports();
Object.defineProperty(process, 'pid', { value: 999_999_999 });
