/**
 * JSON Schema of `content/status.yaml`, for editors. `npm run schema` writes it
 * beside the configuration; a test holds it to the schema it is made from.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { statusConfigSchema } from '#schema/config.ts';

export const jsonSchemaFile = fileURLToPath(
  new URL('../../content/status.schema.json', import.meta.url),
);

/** The file's text. Checks that JSON Schema has no words for are left to the parser. */
export function jsonSchemaText(): string {
  const schema = toJsonSchema(statusConfigSchema, { typeMode: 'input', errorMode: 'ignore' });
  return `${JSON.stringify({ title: 'Plumbline status.yaml', ...schema }, null, 2)}\n`;
}

if (import.meta.main) await writeFile(jsonSchemaFile, jsonSchemaText());
