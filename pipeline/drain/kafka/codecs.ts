/**
 * The compressions a producer may have used; kafkajs itself knows gzip only. None of them
 * fails on what a batch holds: a batch that cannot be decoded becomes lost records.
 */
import { promisify } from 'node:util';
import { gunzip, gzip, zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import snappyCodec from 'kafkajs-snappy';
import { compressFrame } from 'lz4-napi';
import { codeOf, messageOf } from '../../problem.ts';
import { lostRecords } from './lost-batch.ts';
import { unlz4 } from './lz4.ts';
import { areWhole, type BatchHeader, headerBefore } from './record-batch.ts';
import { unsnappy } from './snappy.ts';

const { CompressionCodecs, CompressionTypes } = kafkajs;

interface Encoder {
  readonly buffer: Buffer;
}

interface Codec {
  readonly compress: (encoder: Encoder) => Promise<Buffer>;
  readonly decompress: (body: Buffer) => Promise<Buffer>;
}

/** A few bytes can become many: more than this is not believed of one batch. */
const mostBytes = 256 * 1024 * 1024;

/** Failures of this machine, not of the batch: it may well be read the next time. */
const memoryCodes = ['Z_MEM_ERROR', 'ZSTD_error_memory_allocation', 'ERR_MEMORY_ALLOCATION_FAILED'];

/** Makes lost records of a body that cannot be decompressed, or not to the records its header tells of. */
function orLost(name: string, decompress: Codec['decompress']): Codec['decompress'] {
  return async (body) => {
    const header = headerBefore(body);
    // A message set from before Kafka 0.11 says nowhere how many messages are in it.
    if (header === null) return decompress(body);
    try {
      const records = await decompress(body);
      return areWhole(records, header)
        ? records
        : lostRecords(header, `compressed with ${name}, its records are not whole`);
    } catch (error) {
      if (memoryCodes.includes(codeOf(error) ?? '')) throw error;
      return lostRecords(header, `compressed with ${name}: ${messageOf(error)}`);
    }
  };
}

const unzstd = promisify(zstdDecompress);
const zstd = promisify(zstdCompress);
const ungzip = promisify(gunzip);
const zip = promisify(gzip);
const limit = { maxOutputLength: mostBytes };

const gzipCodec: Codec = {
  compress: ({ buffer }) => zip(buffer),
  decompress: orLost('gzip', (body) => ungzip(body, limit)),
};
const snappy: Codec = {
  compress: (encoder) => snappyCodec().compress(encoder),
  decompress: orLost('snappy', (body) => unsnappy(body, mostBytes)),
};
const lz4: Codec = {
  compress: ({ buffer }) => compressFrame(buffer),
  decompress: orLost('lz4', (body) => unlz4(body, mostBytes)),
};
const zstdCodec: Codec = {
  compress: ({ buffer }) => zstd(buffer),
  decompress: orLost('zstd', (body) => unzstd(body, limit)),
};

/** Three bits name the compression, and five of their eight values are taken. */
function unknown(number: number): Codec {
  const fault = () => Promise.reject(new Error('no such compression is known'));
  return { compress: fault, decompress: orLost(`number ${number}`, fault) };
}

const codecs: Readonly<Record<number, Codec>> = {
  [CompressionTypes.GZIP]: gzipCodec,
  [CompressionTypes.Snappy]: snappy,
  [CompressionTypes.LZ4]: lz4,
  [CompressionTypes.ZSTD]: zstdCodec,
  ...Object.fromEntries([5, 6, 7].map((number) => [number, unknown(number)])),
};

/** Makes every compression known to kafkajs, the unknown ones too: it takes them for none. */
export function registerCodecs(): void {
  for (const [number, codec] of Object.entries(codecs))
    Object.assign(CompressionCodecs, { [number]: () => codec });
}

/** Uncompressed records of a batch: lost ones where it cannot be decoded. */
export async function recordsOfBatch(header: BatchHeader, body: Buffer): Promise<Buffer> {
  const codec = codecs[header.codec];
  if (codec !== undefined) return codec.decompress(body);
  if (areWhole(body, header)) return body;
  return lostRecords(header, 'without compression, its records are not whole');
}
