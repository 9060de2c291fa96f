/** What the attributes of a point or span say about the requests it stands for. */
import type { ComponentConfig } from '#schema/config.ts';
import type { Match, Matcher } from '#schema/match.ts';
import type { Event } from '../../event.ts';
import { type Attributes, firstText } from './attributes.ts';
import { fault } from './fields.ts';
import type { Origin } from './origin.ts';

/** What the decoder asks of a component. */
export type Target = Pick<ComponentConfig, 'id' | 'tooManyRequestsIsBad'> & {
  readonly match?: Match | null;
};

export type TargetMatcher = Matcher<Target>;

export type Labels = Pick<
  Event,
  | 'component'
  | 'bad'
  | 'responded'
  | 'region'
  | 'probe'
  | 'statusCode'
  | 'method'
  | 'route'
  | 'error'
>;

/** OpenTelemetry renamed its HTTP attributes in 2023; both names are in use. */
const names = {
  statusCode: ['http.response.status_code', 'http.status_code'],
  method: ['http.request.method', 'http.method'],
  route: ['http.route'],
  error: ['error.type'],
} as const;

export function routeOf(attributes: Attributes): string | null {
  return firstText(attributes, names.route);
}

export function hasStatusCode(attributes: Attributes): boolean {
  return firstText(attributes, names.statusCode) !== null;
}

/** null: there was no response, which some write as 0. */
export function statusCodeOf(attributes: Attributes): number | null {
  const text = firstText(attributes, names.statusCode);
  if (text === null || text === '0') return null;
  const code = /^\d{3}$/.test(text) ? Number(text) : 0;
  return code >= 100 && code <= 599 ? code : fault(names.statusCode[0], text, '0, or 100 to 599');
}

/** 4xx is the client's doing; 429 may be promised otherwise. */
export function isBadStatus(statusCode: number, target: Target): boolean {
  return statusCode >= 500 || (statusCode === 429 && target.tooManyRequestsIsBad);
}

/** How it ended where no status code says so; null: that cannot be known. */
export type Ending = 'good' | 'bad' | null;

/** Labels of a record; what has no status code ends as `withoutStatus` says. */
export function labelsOf(
  attributes: Attributes,
  origin: Origin,
  target: Target,
  withoutStatus: (error: string | null) => Ending,
): Labels {
  const statusCode = statusCodeOf(attributes);
  const error = firstText(attributes, names.error);
  const ending = statusCode === null ? withoutStatus(error) : null;
  if (statusCode === null && ending === null) {
    fault(names.statusCode[0], undefined, 'a status code, or error.type without one');
  }
  return {
    component: target.id,
    bad: statusCode === null ? ending === 'bad' : isBadStatus(statusCode, target),
    responded: statusCode !== null || ending === 'good',
    region: origin.region,
    probe: origin.region,
    statusCode,
    method: firstText(attributes, names.method),
    route: routeOf(attributes),
    error,
  };
}
