import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { jsonSchemaFile, jsonSchemaText } from './json-schema.ts';

test('content/status.schema.json is current (npm run schema writes it)', async () => {
  expect(JSON.parse(await readFile(jsonSchemaFile, 'utf8'))).toEqual(JSON.parse(jsonSchemaText()));
});

test('the schema tells editors the allowed keys and values', () => {
  const text = jsonSchemaText();
  expect(text).toContain('"additionalProperties": false');
  expect(text).toContain('"transitions"');
  expect(text).toContain('"expectedEvery"');
});
