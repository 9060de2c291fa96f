/** `npm run incident`: publish, update, resolve and list incidents from the terminal. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { SanityClient } from '@sanity/client';
import * as v from 'valibot';
import { impacts, incidentStatuses, reportableStatuses } from '#schema/incident.ts';
import { loadConfig } from '../../config/load.ts';
import type { Environment } from '../../environment.ts';
import { messageOf, Problem } from '../../problem.ts';
import { contentClient } from './content-client.ts';
import { contentSourceOf } from './settings.ts';

const usage = `npm run incident -- publish --title <text> --body <text> [--impact major] [--component public-api=major_outage]
npm run incident -- update <slug> --body <text> [--status identified]
npm run incident -- resolve <slug> --body <text>
npm run incident -- list`;

const options = {
  title: { type: 'string' },
  body: { type: 'string' },
  impact: { type: 'string', default: 'major' },
  status: { type: 'string' },
  component: { type: 'string', multiple: true },
} as const;

interface Asked {
  readonly command: string;
  readonly slug: string;
  readonly title: string;
  readonly body: string;
  readonly impact: string;
  readonly status: string | undefined;
  readonly components: readonly string[];
}

function asked(args: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [command = '', slug = ''] = positionals;
    const { title = '', body = '', impact, status, component = [] } = values;
    return { command, slug, title, body, impact, status, components: component };
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function oneOf<const T extends string>(name: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === given);
  if (found === undefined)
    throw new Problem(`--${name}: "${given}" is not allowed; allowed: ${allowed.join(', ')}`);
  return found;
}

function given(name: string, text: string): string {
  if (text.trim() === '') throw new Problem(`--${name} is missing\n${usage}`);
  return text;
}

const key = () => randomBytes(6).toString('hex');

function affected(components: readonly string[], known: readonly string[]): object[] {
  return components.map((text) => {
    const [id = '', state = 'partial_outage'] = text.split('=');
    return {
      _key: key(),
      component: oneOf('component', id, known),
      state: oneOf('component', state, reportableStatuses),
    };
  });
}

/** The id of a document made from its title and day, like Studio's: never changed later. */
function slugOf(title: string, at: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? ['incident'];
  return `${at.slice(0, 10)}-${words.slice(0, 6).join('-')}-${key().slice(0, 4)}`;
}

async function publish(
  client: SanityClient,
  input: Asked,
  known: readonly string[],
): Promise<string> {
  const at = new Date().toISOString();
  const title = given('title', input.title);
  const slug = slugOf(title, at);
  const status = oneOf('status', input.status ?? 'investigating', incidentStatuses);
  await client.create({
    _id: `incident-${slug}`,
    _type: 'incident',
    title,
    slug: { _type: 'slug', current: slug },
    impact: oneOf('impact', input.impact, impacts),
    startedAt: at,
    components: affected(input.components, known),
    updates: [{ _key: key(), status, postedAt: at, body: given('body', input.body) }],
  });
  return `published: ${slug}`;
}

async function update(client: SanityClient, { slug, body, status }: Asked): Promise<string> {
  const found: unknown = await client.fetch('*[slug.current == $slug][0]._id', { slug });
  if (typeof found !== 'string')
    throw new Problem(`There is no incident "${slug}"; see: npm run incident -- list`);
  const said = oneOf('status', status ?? 'identified', incidentStatuses);
  const entry = {
    _key: key(),
    status: said,
    postedAt: new Date().toISOString(),
    body: given('body', body),
  };
  await client.patch(found).setIfMissing({ updates: [] }).append('updates', [entry]).commit();
  return `${said}: ${slug}`;
}

const listed = v.array(
  v.object({ slug: v.string(), title: v.string(), status: v.nullable(v.string()) }),
);

async function list(client: SanityClient): Promise<string> {
  const query =
    '*[_type == "incident"] | order(startedAt desc)[0...20]{"slug": slug.current, title, "status": updates[-1].status}';
  const found = v.parse(listed, await client.fetch(query));
  if (found.length === 0) return 'There are no incidents yet';
  return found.map(({ slug, title, status }) => `${status ?? ''}\t${slug}\t${title}`).join('\n');
}

/** Address and token of the server that `npm start` runs. */
async function localAccess(dataDir: string): Promise<Record<string, string>> {
  const folder = join(dataDir, 'content-server');
  const read = (name: string) => readFile(join(folder, name), 'utf8').then((text) => text.trim());
  try {
    return {
      SANITY_PROJECT_ID: 'local',
      SANITY_API_HOST: await read('address'),
      SANITY_WRITE_TOKEN: await read('token'),
    };
  } catch {
    throw new Problem(
      'No content to write to: run npm start in another terminal, or set SANITY_PROJECT_ID and SANITY_WRITE_TOKEN',
    );
  }
}

/** Carries a command out; says what was done. */
export async function operate(environment: Environment, args: readonly string[]): Promise<string> {
  const input = asked(args);
  const { config } = await loadConfig(environment.configFile);
  const known = config.components.map(({ id }) => id);
  const isConfigured = contentSourceOf(config.sanity, environment.variables) !== null;
  const variables = isConfigured ? environment.variables : await localAccess(environment.dataDir);
  const source = contentSourceOf(config.sanity, variables);
  const token = variables['SANITY_WRITE_TOKEN'];
  if (source === null || token === undefined || token === '')
    throw new Problem('SANITY_WRITE_TOKEN is not set: make one with the role Editor');
  const client = contentClient(source, token);
  try {
    return await carryOut(client, input, known);
  } catch (error) {
    if (error instanceof Problem) throw error;
    const hint = isConfigured ? '' : '; is npm start still running?';
    throw new Problem(`${source.apiHost}: ${messageOf(error)}${hint}`);
  }
}

function carryOut(client: SanityClient, input: Asked, known: readonly string[]): Promise<string> {
  if (input.command === 'publish') return publish(client, input, known);
  if (input.command === 'update') return update(client, input);
  if (input.command === 'resolve') return update(client, { ...input, status: 'resolved' });
  if (input.command === 'list') return list(client);
  throw new Problem(`"${input.command}" is no command\n${usage}`);
}
