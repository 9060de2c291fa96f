/** Structured logs: a JSON object per line for machines, a sentence per line for people. */

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];
export const logFormats = ['json', 'text'] as const;
export type LogFormat = (typeof logFormats)[number];

type Fields = Readonly<Record<string, unknown>>;
type Write = (message: string, fields?: Fields) => void;

export type Log = Readonly<Record<LogLevel, Write>>;

export interface LogOptions {
  readonly format: LogFormat;
  /** Less important lines are left out. */
  readonly level: LogLevel;
  readonly now: () => number;
  /** Takes a line without its end. */
  readonly write: (line: string) => void;
}

function text(level: LogLevel, at: string, message: string, fields: Fields): string {
  const pairs = Object.entries(fields).map(
    ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `${at} ${level.padEnd(5)} ${message}${pairs.join('')}`;
}

export function createLog({ format, level, now, write }: LogOptions): Log {
  const lowest = logLevels.indexOf(level);
  const at = (of: LogLevel): Write => {
    if (logLevels.indexOf(of) < lowest) return () => undefined;
    return (message, fields = {}) => {
      const time = new Date(now()).toISOString();
      write(
        format === 'json'
          ? JSON.stringify({ time, level: of, message, ...fields })
          : text(of, time, message, fields),
      );
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
