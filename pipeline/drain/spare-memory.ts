/**
 * Memory of batches that are written, for those to come: the system hands out memory page by
 * page as it is first filled, which takes as long as to fill it.
 */

const spare: ArrayBuffer[] = [];
/** As many batches are being filled or written at a time. */
const mostSpare = 6;

/** At least as many bytes; what they hold is left over from before. */
export function takeMemory(bytes: number): ArrayBuffer {
  const at = spare.findIndex((memory) => memory.byteLength >= bytes);
  return spare.splice(at, at < 0 ? 0 : 1)[0] ?? new ArrayBuffer(bytes);
}

/** Nobody may hold it any more. */
export function giveMemory(memory: ArrayBuffer): void {
  spare.push(memory);
  spare.sort((a, b) => a.byteLength - b.byteLength);
  if (spare.length > mostSpare) spare.shift();
}
