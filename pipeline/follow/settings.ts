/** How the service runs, from the environment. */
import { parseDuration } from '#schema/duration.ts';
import { Problem } from '../problem.ts';
import { logFormats, type LogFormat, logLevels, type LogLevel } from './log.ts';

export interface FollowSettings {
  /** A part is committed after this long. */
  readonly rollMs: number;
  /** A worker that says nothing for this long has its partitions given to others. */
  readonly sessionMs: number;
  /** Between two renders at least; null where another process renders. */
  readonly renderMs: number | null;
  readonly logFormat: LogFormat;
  readonly logLevel: LogLevel;
  readonly metrics: MetricsAddress | null;
}

export interface MetricsAddress {
  readonly host: string;
  readonly port: number;
  /** Another port will do where this one is taken. */
  readonly isDefault: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

function durationOf(
  variables: Variables,
  name: string,
  fallback: string,
  bounds: string[],
): number {
  const text = variables[name] || fallback;
  const ms = parseDuration(text);
  const [least = 0, most = Infinity] = bounds.map(parseDuration);
  if (ms !== undefined && ms >= least && ms <= most) return ms;
  throw new Problem(
    `${name}: "${text}" is not allowed; allowed: a duration from ${bounds.join(' to ')}`,
  );
}

function oneOf<Allowed extends string>(
  variables: Variables,
  name: string,
  fallback: Allowed,
  allowed: readonly Allowed[],
): Allowed {
  const text = variables[name] || fallback;
  const found = allowed.find((each) => each === text);
  if (found !== undefined) return found;
  throw new Problem(`${name}: "${text}" is not allowed; allowed: ${allowed.join(', ')}`);
}

function metricsOf(variables: Variables): MetricsAddress | null {
  const text = variables['PLUMBLINE_METRICS_PORT'] || '';
  if (text === 'off') return null;
  const port = text === '' ? 9464 : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Problem(
      `PLUMBLINE_METRICS_PORT: "${text}" is not a port; allowed: 0 to 65535, or off`,
    );
  }
  const host = variables['PLUMBLINE_METRICS_HOST'] || '127.0.0.1';
  return { host, port, isDefault: text === '' };
}

/** Reads the settings of follow mode; `isTerminal`: a person is watching. */
export function followSettings(variables: Variables, isTerminal: boolean): FollowSettings {
  return {
    rollMs: durationOf(variables, 'PLUMBLINE_ROLL_EVERY', '5s', ['200ms', '10m']),
    sessionMs: durationOf(variables, 'KAFKA_SESSION_TIMEOUT', '30s', ['6s', '30m']),
    renderMs:
      variables['PLUMBLINE_RENDER_EVERY'] === 'off'
        ? null
        : durationOf(variables, 'PLUMBLINE_RENDER_EVERY', '10s', ['1s', '1h']),
    logFormat: oneOf(variables, 'PLUMBLINE_LOG', isTerminal ? 'text' : 'json', logFormats),
    logLevel: oneOf(variables, 'PLUMBLINE_LOG_LEVEL', 'info', logLevels),
    metrics: metricsOf(variables),
  };
}
