/** `node drain-once.testing.ts <data folder> <store> <from> <until> <packed>`: one drain, as a process. */
import { Problem } from '../problem.ts';
import { isStoreName, storeOf } from './broken-stores.testing.ts';
import { drainLog } from './log-source.testing.ts';

const [dataDir = '', store = '', from, until, packed] = process.argv.slice(2);
if (!isStoreName(store)) throw new Error(`no store ${store}`);
const range = { from: Number(from), until: Number(until), packed: packed === 'true' };
drainLog(storeOf(store, dataDir), dataDir, range).catch((error: unknown) => {
  // As the pipeline itself does it.
  console.error(error instanceof Problem ? `error: ${error.message}` : error);
  process.exitCode = 1;
});
