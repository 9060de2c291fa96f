/** LZ4 frames in bounds: how large one becomes is looked at before memory is taken for it. */
import { decompressFrame } from 'lz4-napi';

const blockChecksum = 0x10;
const contentSize = 0x08;
const dictionary = 0x01;
const uncompressedBlock = 0x8000_0000;

/** Largest size a frame can become, from its blocks; what is no frame is left to the decoder. */
function largestSize(frame: Buffer): number {
  if (frame.length < 7) return 0;
  const flags = frame.readUInt8(4);
  const blockBytes = 2 ** (8 + 2 * ((frame.readUInt8(5) >> 4) & 7));
  let at = 7 + ((flags & contentSize) === 0 ? 0 : 8) + ((flags & dictionary) === 0 ? 0 : 4);
  let size = 0;
  while (at + 4 <= frame.length) {
    const block = frame.readUInt32LE(at);
    if (block === 0) break;
    at += 4 + (block & ~uncompressedBlock) + ((flags & blockChecksum) === 0 ? 0 : 4);
    size += blockBytes;
  }
  return size;
}

/** Throws where it is broken, or could become larger than `mostBytes`. */
export async function unlz4(frame: Buffer, mostBytes: number): Promise<Buffer> {
  const size = largestSize(frame);
  if (size > mostBytes) throw new Error(`it may become ${size} bytes; at most ${mostBytes}`);
  return decompressFrame(frame);
}
