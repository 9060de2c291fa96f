/** A component's objective out of an OpenSLO file. */
import type { ObjectiveConfig, ParsedComponent } from '#schema/config.ts';
import type {
  OpensloDocument,
  OpensloIndicator,
  OpensloReference,
  OpensloSlo,
} from '#schema/openslo.ts';
import { Problem } from '../problem.ts';
import { promisedBy, type Promised } from './openslo-promise.ts';

/** A file of OpenSLO documents, read. */
export interface OpensloFile {
  readonly file: string;
  readonly documents: readonly OpensloDocument[];
}

const minCoveragePpm = 990_000;
const nameOf = ({ metadata }: OpensloSlo) => metadata.name;
const listOf = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '));

/** The SLOs of a file that a component asks for. */
function chosen({ file, documents }: OpensloFile, { name }: OpensloReference): OpensloSlo[] {
  const slos = documents.flatMap((document) => (document.kind === 'SLO' ? [document] : []));
  const present = slos.map(nameOf);
  const twice = present.find((given, at) => present.indexOf(given) !== at);
  if (twice !== undefined)
    throw new Problem(`${file}: SLO ${twice}: metadata.name: must be unique; found twice`);
  if (slos.length === 0)
    throw new Problem(`${file}: kind: SLO is missing; a component's objective is made of it`);
  if (name === undefined) return slos;
  return (Array.isArray(name) ? name : [name]).map((wanted) => {
    const found = slos.find((slo) => nameOf(slo) === wanted);
    if (found) return found;
    throw new Problem(`${file}: no SLO has the name ${wanted}; allowed: ${listOf(present)}`);
  });
}

function indicatorOf({ file, documents }: OpensloFile, slo: OpensloSlo): OpensloIndicator {
  const { indicator, indicatorRef } = slo.spec;
  if (indicator) return indicator.spec;
  const slis = documents.flatMap((document) => (document.kind === 'SLI' ? [document] : []));
  const named = slis.filter(({ metadata }) => metadata.name === indicatorRef);
  const [only] = named;
  if (only && named.length === 1) return only.spec;
  const names = listOf(slis.map(({ metadata }) => metadata.name));
  throw new Problem(
    `${file}: SLO ${nameOf(slo)}: spec.indicatorRef: must name one SLI of this file; found ${JSON.stringify(indicatorRef)}; allowed: ${names}`,
  );
}

type Named = Promised & { readonly slo: string };

/** Refuses two promises of a kind: they would be two truths. */
function refuseTwo({ file }: OpensloFile, promises: readonly Named[], kind: Promised['kind']) {
  const names = promises.filter((item) => item.kind === kind).map(({ slo }) => slo);
  if (names.length < 2) return;
  throw new Problem(
    `${file}: ${names.join(', ')}: each promises ${kind}, and a component has one; choose by \`name\` beside \`openslo\` in status.yaml`,
  );
}

/** One availability target, and a threshold of the same period where one is promised. */
function combined(read: OpensloFile, promises: readonly Named[]): ObjectiveConfig {
  refuseTwo(read, promises, 'availability');
  refuseTwo(read, promises, 'latency');
  const availability = promises.find((item) => item.kind === 'availability');
  const latency = promises.find((item) => item.kind === 'latency');
  const place = `${read.file}: ${promises.map(({ slo }) => slo).join(', ')}`;
  if (!availability)
    throw new Problem(
      `${place}: an SLO of a ratioMetric is missing; a component needs an availability target`,
    );
  const { period, targetPpm } = availability;
  if (latency && latency.period !== period)
    throw new Problem(
      `${place}: spec.timeWindow: must be the same of availability and latency; found ${period} and ${latency.period}`,
    );
  return {
    from: null,
    availabilityPpm: targetPpm,
    p99Ms: latency?.p99Ms ?? null,
    period,
    minCoveragePpm,
  };
}

/** The objective that the chosen SLOs make together; a Problem says what has no counterpart. */
export function objectiveOf(
  read: OpensloFile,
  reference: OpensloReference,
  { observed }: Pick<ParsedComponent, 'observed'>,
  timezone: string,
): ObjectiveConfig {
  const promises = chosen(read, reference).map((slo): Named => {
    const refuse = (key: string, must: string, found?: unknown): never => {
      const value = found === undefined ? '' : `; found ${JSON.stringify(found)}`;
      throw new Problem(`${read.file}: SLO ${nameOf(slo)}: spec.${key}: ${must}${value}`);
    };
    const given = { observed, timezone, thresholdUnit: reference.thresholdUnit, refuse };
    return { ...promisedBy(slo, indicatorOf(read, slo), given), slo: nameOf(slo) };
  });
  return combined(read, promises);
}
