import { expect, test } from 'vitest';
import { contentSourceOf } from './settings.ts';

const configured = {
  projectId: 'abc',
  dataset: 'production',
  apiHost: 'https://api.sanity.io',
  apiVersion: '2025-02-19',
  live: 'events',
} as const;

test('without a project there is none', () => {
  expect(contentSourceOf(null, { SANITY_DATASET: 'x', SANITY_PROJECT_ID: '' })).toBeNull();
});

test('the environment comes before the file', () => {
  const source = contentSourceOf(configured, { SANITY_DATASET: 'staging', SANITY_LIVE: 'listen' });
  expect(source).toEqual({ ...configured, dataset: 'staging', live: 'listen' });
  expect(contentSourceOf(null, { SANITY_PROJECT_ID: 'abc' })).toEqual(configured);
});

test('a wrong value is told with its variable', () => {
  expect(() => contentSourceOf(configured, { SANITY_API_HOST: 'localhost' })).toThrow(
    'SANITY_API_HOST: "localhost" is not allowed: must be an address like https://api.sanity.io',
  );
});
