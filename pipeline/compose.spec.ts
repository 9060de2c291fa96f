/** compose.yaml as far as it can be held to without containers. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from './config/load.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

const serviceSchema = v.object({
  image: v.string(),
  environment: v.optional(v.record(v.string(), v.string()), {}),
  ports: v.optional(v.array(v.string()), []),
  volumes: v.optional(v.array(v.string()), []),
  depends_on: v.optional(v.record(v.string(), v.unknown()), {}),
});
const composeSchema = v.object({
  services: v.record(v.string(), serviceSchema),
  volumes: v.record(v.string(), v.unknown()),
});

const { services, volumes } = v.parse(
  composeSchema,
  parse(textOf('compose.yaml'), { merge: true }),
);
const all = Object.entries(services);

describe('compose.yaml', () => {
  it('starts a broker, its console, a producer, the worker and a web server', () => {
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining(['redpanda', 'console', 'producer', 'worker', 'web']),
    );
  });

  it.each(all)('%s has a version, all of it', (_name, { image }) => {
    expect(image).toMatch(/:v?\d+\.\d+\.\d+(-[a-z-]+)?$/);
  });

  it('runs the Node that the project runs on', () => {
    expect(services['worker']?.image).toMatch(`node:${textOf('.nvmrc').trim()}-`);
  });

  it.each(all)('%s is open to this machine only', (_name, { ports }) => {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it.each(all)('%s waits for services and keeps volumes that there are', (_name, service) => {
    for (const name of Object.keys(service.depends_on)) expect(services).toHaveProperty(name);
    for (const volume of service.volumes) {
      const [from = ''] = volume.split(':');
      if (!from.startsWith('.')) expect(Object.keys(volumes)).toContain(from);
    }
  });
});

describe('its configuration', () => {
  const file = services['worker']?.environment['PLUMBLINE_CONFIG'] ?? '';

  it('is there, and reads a topic', async () => {
    expect(existsSync(join(root, file))).toBe(true);
    const { config } = await loadConfig(join(root, file));
    expect(config.sources).toMatchObject([{ kind: 'kafka', topics: ['checks'] }]);
  });

  it('has the components of the simulation', async () => {
    const [topic, simulated] = await Promise.all(
      [file, 'content/status.yaml'].map((name) => loadConfig(join(root, name))),
    );
    expect(topic?.config.components).toEqual(simulated?.config.components);
  });
});
