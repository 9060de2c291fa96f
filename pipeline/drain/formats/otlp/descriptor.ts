/**
 * The part of OpenTelemetry's protocol (opentelemetry-proto v1) that is read: its field
 * numbers and names, nothing else. Fields that are not listed are skipped.
 */
import type { INamespace } from 'protobufjs';

const repeated = (type: string, id: number) => ({ rule: 'repeated', type, id });
const single = (type: string, id: number) => ({ type, id });

const attributes = (id: number) => repeated('KeyValue', id);

const common = {
  AnyValue: {
    fields: {
      stringValue: single('string', 1),
      boolValue: single('bool', 2),
      intValue: single('int64', 3),
      doubleValue: single('double', 4),
      arrayValue: single('ValueList', 5),
      kvlistValue: single('KeyValueList', 6),
      bytesValue: single('bytes', 7),
    },
  },
  ValueList: { fields: { values: repeated('AnyValue', 1) } },
  KeyValueList: { fields: { values: repeated('KeyValue', 1) } },
  KeyValue: { fields: { key: single('string', 1), value: single('AnyValue', 2) } },
  Resource: { fields: { attributes: attributes(1) } },
  Scope: {
    fields: { name: single('string', 1), version: single('string', 2), attributes: attributes(3) },
  },
};

const points = {
  NumberPoint: {
    fields: {
      startTimeUnixNano: single('fixed64', 2),
      timeUnixNano: single('fixed64', 3),
      asDouble: single('double', 4),
      asInt: single('sfixed64', 6),
      attributes: attributes(7),
      flags: single('uint32', 8),
    },
  },
  HistogramPoint: {
    fields: {
      startTimeUnixNano: single('fixed64', 2),
      timeUnixNano: single('fixed64', 3),
      count: single('fixed64', 4),
      sum: single('double', 5),
      bucketCounts: repeated('fixed64', 6),
      explicitBounds: repeated('double', 7),
      attributes: attributes(9),
      flags: single('uint32', 10),
      min: single('double', 11),
    },
  },
  ExponentialPoint: {
    fields: {
      attributes: attributes(1),
      startTimeUnixNano: single('fixed64', 2),
      timeUnixNano: single('fixed64', 3),
      count: single('fixed64', 4),
      sum: single('double', 5),
      scale: single('sint32', 6),
      zeroCount: single('fixed64', 7),
      positive: single('ExponentialBuckets', 8),
      negative: single('ExponentialBuckets', 9),
      flags: single('uint32', 10),
      min: single('double', 12),
      zeroThreshold: single('double', 14),
    },
  },
  ExponentialBuckets: {
    fields: { offset: single('sint32', 1), bucketCounts: repeated('uint64', 2) },
  },
};

/** A kind of metric: its points, and how they relate to each other in time. */
const kind = (point: string) => ({
  fields: { dataPoints: repeated(point, 1), aggregationTemporality: single('int32', 2) },
});

const metrics = {
  ...points,
  Gauge: { fields: { dataPoints: repeated('NumberPoint', 1) } },
  Sum: kind('NumberPoint'),
  Histogram: kind('HistogramPoint'),
  ExponentialHistogram: kind('ExponentialPoint'),
  Summary: { fields: { dataPoints: repeated('bytes', 1) } },
  Metric: {
    fields: {
      name: single('string', 1),
      unit: single('string', 3),
      gauge: single('Gauge', 5),
      sum: single('Sum', 7),
      histogram: single('Histogram', 9),
      exponentialHistogram: single('ExponentialHistogram', 10),
      summary: single('Summary', 11),
    },
  },
  ScopeMetrics: { fields: { scope: single('Scope', 1), metrics: repeated('Metric', 2) } },
  ResourceMetrics: {
    fields: { resource: single('Resource', 1), scopeMetrics: repeated('ScopeMetrics', 2) },
  },
  Metrics: { fields: { resourceMetrics: repeated('ResourceMetrics', 1) } },
};

const traces = {
  Status: { fields: { message: single('string', 2), code: single('int32', 3) } },
  Span: {
    fields: {
      traceId: single('bytes', 1),
      spanId: single('bytes', 2),
      traceState: single('string', 3),
      kind: single('int32', 6),
      startTimeUnixNano: single('fixed64', 7),
      endTimeUnixNano: single('fixed64', 8),
      attributes: attributes(9),
      status: single('Status', 15),
    },
  },
  ScopeSpans: { fields: { scope: single('Scope', 1), spans: repeated('Span', 2) } },
  ResourceSpans: {
    fields: { resource: single('Resource', 1), scopeSpans: repeated('ScopeSpans', 2) },
  },
  Traces: { fields: { resourceSpans: repeated('ResourceSpans', 1) } },
};

/** What metrics, traces and logs have in common, down to the records, which stay bytes. */
const envelope = {
  AnyScope: { fields: { records: repeated('bytes', 2) } },
  AnyResource: { fields: { scopes: repeated('AnyScope', 2) } },
  Envelope: { fields: { resources: repeated('AnyResource', 1) } },
};

/**
 * Edition 2023 tells a value that is absent from one that is 0, in which a failed check's
 * rows differ. Without validation of text because exporters in Go let any bytes through: one
 * odd header must not cost a whole message. protobufjs takes both from the message types only.
 */
const settings = { edition: '2023', options: { features: { utf8_validation: 'NONE' } } };

const messages = Object.entries({ ...common, ...metrics, ...traces, ...envelope });

export const descriptor: INamespace = {
  nested: Object.fromEntries(messages.map(([name, type]) => [name, { ...settings, ...type }])),
};
