/** Where records come from: a resource and a scope, whose attributes hold for all of them. */
import { hash } from 'node:crypto';
import type { Lookup } from '#schema/match.ts';
import {
  type Attributes,
  canonical,
  firstText,
  readAttributes,
  textAttribute,
} from './attributes.ts';
import { type Fields, fieldsOf, listOf, optionalFieldsOf, textOf } from './fields.ts';
import type { Items } from './items.ts';

export interface Origin {
  readonly resource: Attributes;
  readonly scope: Attributes;
  /** The same for the same resource and scope. */
  readonly digest: string;
  readonly service: string | null;
  readonly region: string;
}

/** 132 bits of SHA-256, in 22 letters. */
export function digestOf(parts: readonly string[]): string {
  return hash('sha256', parts.join('\0'), 'base64url').slice(0, 22);
}

function originOf(resource: Attributes, scopeFields: Fields | null): Origin {
  const scope = readAttributes(scopeFields?.['attributes']);
  const name = textOf('scope.name', scopeFields?.['name']);
  const version = textOf('scope.version', scopeFields?.['version']);
  return {
    resource,
    scope,
    digest: digestOf([canonical(resource), name, version, canonical(scope)]),
    service: firstText(resource, ['service.name']),
    region: firstText(resource, ['cloud.region']) ?? '',
  };
}

/** An attribute of a record, else of its scope, else of its resource. */
export function lookupIn(attributes: Attributes, origin: Origin): Lookup {
  return (key) =>
    textAttribute(attributes, key) ??
    textAttribute(origin.scope, key) ??
    textAttribute(origin.resource, key);
}

/** The fields by which a message nests its records. */
export interface Nesting {
  readonly resources: string;
  readonly scopes: string;
  readonly records: string;
}

export type Visit = (record: Fields, origin: Origin, place: () => string) => void;

/** Visits every record of a message; a fault costs what stands below it, nothing beside it. */
export function visitRecords(
  resources: readonly unknown[],
  nesting: Nesting,
  items: Items,
  visit: Visit,
): void {
  resources.forEach((resource, i) => {
    const resourcePlace = () => `${nesting.resources}[${i}]`;
    items.guard(resourcePlace, () => {
      const fields = fieldsOf('the resource', resource);
      const attributes = readAttributes(
        optionalFieldsOf('resource', fields['resource'])?.['attributes'],
      );
      listOf(nesting.scopes, fields[nesting.scopes]).forEach((scope, j) => {
        const scopePlace = () => `${resourcePlace()}.${nesting.scopes}[${j}]`;
        items.guard(scopePlace, () => {
          visitScope(fieldsOf('the scope', scope), attributes, {
            nesting,
            items,
            visit,
            scopePlace,
          });
        });
      });
    });
  });
}

interface ScopeContext {
  readonly nesting: Nesting;
  readonly items: Items;
  readonly visit: Visit;
  readonly scopePlace: () => string;
}

function visitScope(fields: Fields, resource: Attributes, context: ScopeContext): void {
  const { nesting, items, visit, scopePlace } = context;
  const origin = originOf(resource, optionalFieldsOf('scope', fields['scope']));
  listOf(nesting.records, fields[nesting.records]).forEach((record, k) => {
    const place = () => `${scopePlace()}.${nesting.records}[${k}]`;
    items.guard(place, () => {
      visit(fieldsOf('the record', record), origin, place);
    });
  });
}
