import { isBuiltin } from 'node:module';
import { posix } from 'node:path';

/** What a part of the tree may import, and what to do instead of the rest. */
interface Layer {
  readonly folder: string;
  /** Other folders it may reach, and how it spells them. */
  readonly reaches: Readonly<Record<string, 'alias' | 'relative'>>;
  readonly builtins: (file: string) => boolean;
  readonly packages: (name: string) => boolean;
  readonly instead: string;
}

const SCHEMA = 'content/schema';
const SCHEMA_ALIAS = '#schema/';

const always = (): boolean => true;
const never = (): boolean => false;
const isSiteCompiler = (name: string): boolean => /^@(angular|analogjs)\//.test(name);
const PIPELINE_ONLY = ['nodejs-polars', 'kafkajs', 'protobufjs'];

/** The picture `pipeline -> content <- src` as a table; the nearest folder counts. */
const LAYERS: readonly Layer[] = [
  {
    folder: SCHEMA,
    reaches: {},
    builtins: never,
    packages: (name) => name === 'valibot',
    instead: 'the contract stands alone on valibot: take what is needed as an argument',
  },
  {
    folder: 'pipeline',
    reaches: { [SCHEMA]: 'alias' },
    builtins: always,
    packages: (name) => !isSiteCompiler(name),
    instead: 'hand data over as files whose shape is in content/schema, imported as #schema/…',
  },
  {
    folder: 'src',
    reaches: { [SCHEMA]: 'alias' },
    builtins: (file) => file.endsWith('.server.ts'),
    packages: (name) => !PIPELINE_ONLY.includes(name),
    instead:
      'the site knows the pipeline only by the files it wrote: read them in a *.server.ts file, with types from #schema/…',
  },
  {
    folder: 'studio',
    reaches: { [SCHEMA]: 'relative' },
    builtins: always,
    packages: always,
    instead: 'Studio shares only the contract: import ../content/schema/… by its relative path',
  },
  ...['e2e', 'bench'].map((folder) => ({
    folder,
    reaches: {},
    builtins: always,
    packages: always,
    instead: 'use the built product: run its commands and read what they publish',
  })),
  {
    folder: 'content-server',
    reaches: {},
    builtins: always,
    packages: (name) => !isSiteCompiler(name),
    instead: 'it stands in for a service: talk to it over HTTP, as to that',
  },
  {
    folder: 'toolchain',
    reaches: {},
    builtins: always,
    packages: never,
    instead: 'it runs before anything is installed: use what Node itself offers',
  },
  {
    folder: 'checks',
    reaches: { toolchain: 'relative' },
    builtins: always,
    packages: always,
    instead: 'checks look at the product from outside: read its files or run its commands',
  },
];

const TEST_PACKAGES = ['vitest', 'fast-check'];
/** A test, or what only tests use. */
const isSpec = (file: string): boolean => /\.(spec|testing)\.ts$/.test(file);

const layerOf = (path: string): Layer | undefined =>
  LAYERS.find(({ folder }) => path === folder || path.startsWith(`${folder}/`));

/**
 * Why a file may not import something, with what to do instead; undefined when it may.
 * Both are spelled as in the source: the file relative to the project, with forward slashes.
 */
export function importProblem(file: string, specifier: string): string | undefined {
  const layer = layerOf(file);
  if (layer === undefined || isAllowed(layer, file, specifier)) return undefined;
  return `${layer.folder} must not import ${JSON.stringify(specifier)}: ${layer.instead}`;
}

function isAllowed(layer: Layer, file: string, specifier: string): boolean {
  if (specifier.startsWith('.')) return reachesFile(layer, file, specifier);
  if (specifier.startsWith(SCHEMA_ALIAS)) {
    return layer.folder === SCHEMA || layer.reaches[SCHEMA] === 'alias';
  }
  if (isBuiltin(specifier)) return layer.builtins(file) || isSpec(file);
  return (
    layer.packages(specifier) || (isSpec(file) && TEST_PACKAGES.includes(packageOf(specifier)))
  );
}

function reachesFile(layer: Layer, file: string, specifier: string): boolean {
  const target = posix.join(posix.dirname(file), specifier);
  const folder = layerOf(target)?.folder;
  if (folder === layer.folder) return true;
  return folder !== undefined && layer.reaches[folder] === 'relative';
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
