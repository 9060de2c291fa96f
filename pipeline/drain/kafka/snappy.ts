/** Snappy in bounds: how large it becomes is looked at before memory is taken for it. */
import snappyCodec from 'kafkajs-snappy';

const snappy = snappyCodec();
/** Java clients write blocks in a frame of their own; librdkafka one plain block. */
const frameMagic = Buffer.from('\x82SNAPPY\0', 'latin1');
const frameHeaderBytes = 16;

/** Size that a block says it has uncompressed. */
function claimedBytes(block: Buffer): number {
  let size = 0;
  for (let at = 0; at < 5; at += 1) {
    const byte = block[at] ?? NaN;
    size += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return size;
  }
  throw new Error('a block without a size');
}

function blocksOf(body: Buffer): Buffer[] {
  if (!body.subarray(0, frameMagic.length).equals(frameMagic)) return [body];
  const blocks: Buffer[] = [];
  for (let at = frameHeaderBytes; at < body.length;) {
    const end = at + 4 + body.readUInt32BE(at);
    if (end > body.length) throw new Error('a block that is cut off');
    blocks.push(body.subarray(at + 4, end));
    at = end;
  }
  return blocks;
}

/** Throws where it is broken, or would become larger than `mostBytes`. */
export async function unsnappy(body: Buffer, mostBytes: number): Promise<Buffer> {
  const blocks = blocksOf(body);
  const size = blocks.reduce((sum, block) => sum + claimedBytes(block), 0);
  if (size > mostBytes) throw new Error(`it would become ${size} bytes; at most ${mostBytes}`);
  if (blocks.some((block) => block.subarray(0, frameMagic.length).equals(frameMagic)))
    throw new Error('a frame within a frame');
  return Buffer.concat(await Promise.all(blocks.map((block) => snappy.decompress(block))));
}
