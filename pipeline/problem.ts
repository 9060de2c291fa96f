/**
 * A failure a person can mend: wrong input, a missing file, a full disk. It is
 * printed as its message alone, without a stack, and ends the run with code 1.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** Message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The system's code (`ENOENT`, `ENOSPC`) of a failed call, or undefined. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** What a failed write means to people. */
export function cannotWrite(file: string, error: unknown): Problem {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Problem(
      `${file}: the disk is full; free some space and run again, nothing was lost`,
    );
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return new Problem(`${file}: cannot be written (${code}); check who owns the folder`);
  }
  return new Problem(`${file}: cannot be written: ${messageOf(error)}`);
}
