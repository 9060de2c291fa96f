import { expect, test } from 'vitest';
import { followSettings } from './settings.ts';

test('are usable without any variable', () => {
  expect(followSettings({}, false)).toEqual({
    rollMs: 5000,
    sessionMs: 30_000,
    renderMs: 10_000,
    logFormat: 'json',
    logLevel: 'info',
    metrics: { host: '127.0.0.1', port: 9464, isDefault: true },
  });
  expect(followSettings({ PLUMBLINE_LOG: '' }, true).logFormat).toBe('text');
});

test('come from the environment', () => {
  const variables = {
    PLUMBLINE_ROLL_EVERY: '10s',
    PLUMBLINE_RENDER_EVERY: 'off',
    PLUMBLINE_LOG: 'text',
    PLUMBLINE_LOG_LEVEL: 'debug',
    PLUMBLINE_METRICS_PORT: '9000',
    PLUMBLINE_METRICS_HOST: '0.0.0.0',
    KAFKA_SESSION_TIMEOUT: '1m',
  };
  expect(followSettings(variables, false)).toEqual({
    rollMs: 10_000,
    sessionMs: 60_000,
    renderMs: null,
    logFormat: 'text',
    logLevel: 'debug',
    metrics: { host: '0.0.0.0', port: 9000, isDefault: false },
  });
  expect(followSettings({ PLUMBLINE_METRICS_PORT: 'off' }, false).metrics).toBeNull();
});

test.each([
  ['PLUMBLINE_ROLL_EVERY', '1ms', 'allowed: a duration from 200ms to 10m'],
  ['PLUMBLINE_RENDER_EVERY', 'often', 'allowed: a duration from 1s to 1h'],
  ['PLUMBLINE_LOG', 'xml', 'allowed: json, text'],
  ['PLUMBLINE_LOG_LEVEL', 'loud', 'allowed: debug, info, warn, error'],
  ['PLUMBLINE_METRICS_PORT', '70000', 'allowed: 0 to 65535, or off'],
  ['KAFKA_SESSION_TIMEOUT', '2s', 'allowed: a duration from 6s to 30m'],
])('refuse %s=%s and say what is allowed', (name, value, allowed) => {
  expect(() => followSettings({ [name]: value }, false)).toThrow(`${name}: "${value}"`);
  expect(() => followSettings({ [name]: value }, false)).toThrow(allowed);
});
