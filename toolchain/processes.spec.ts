import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runQuietly } from './background.mjs';
import { withProgress } from './progress.mjs';

const node = (script: string, timeoutMs = 10_000): ReturnType<typeof runQuietly> =>
  runQuietly(process.execPath, ['--eval', script], { timeoutMs });

describe('runQuietly', () => {
  it('keeps both streams and the exit code', async () => {
    const outcome = await node(`console.log('out'); console.error('err'); process.exitCode = 3`);
    expect(outcome).toEqual({ code: 3, output: expect.stringMatching(/out|err/), timedOut: false });
  });

  it('answers when there is nothing to start', async () => {
    const outcome = await runQuietly('/no/such/command', [], { timeoutMs: 1000 });
    expect(outcome).toMatchObject({ code: 127, output: expect.stringContaining('ENOENT') });
  });

  it('ends a command that takes too long, with what that started', async () => {
    // The grandchild holds the output open: without its end there would be no answer.
    const grandchild = JSON.stringify(`setInterval(() => {}, 1000)`);
    const outcome = await node(
      `const options = { stdio: 'inherit' };
       require('child_process').spawn(process.execPath, ['--eval', ${grandchild}], options);
       setInterval(() => {}, 1000)`,
      700,
    );
    expect(outcome.timedOut).toBe(true);
  });
});

/** Starts a process that runs `script` through runForeground. */
function foreground(script: string): ReturnType<typeof spawn> {
  const module = pathToFileURL(`${import.meta.dirname}/foreground.mjs`).href;
  const starter = `import { runForeground } from ${JSON.stringify(module)};
    const args = ['--eval', ${JSON.stringify(script)}];
    process.exitCode = await runForeground(process.execPath, args, { cwd: '.', env: process.env });`;
  return spawn(process.execPath, ['--input-type=module', '--eval', starter], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('runForeground', () => {
  it('answers with the exit code', async () => {
    expect(await once(foreground('process.exit(5)'), 'exit')).toEqual([5, null]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on, once', async (signal) => {
    const child = foreground(`
      let count = 0;
      process.on('${signal}', () => { count++; setTimeout(() => process.exit(10 + count), 400); });
      setInterval(() => {}, 1000); console.log('up');`);
    if (child.stdout === null) throw new Error('no output to wait for');
    await once(child.stdout, 'data');
    child.kill(signal);
    setTimeout(() => child.kill(signal), 20);
    expect(await once(child, 'exit')).toEqual([11, null]);
  });

  it('tells a death by signal as a shell does', async () => {
    expect(await once(foreground(`process.kill(process.pid, 'SIGKILL')`), 'exit')).toEqual([
      137,
      null,
    ]);
  });
});

describe('withProgress', () => {
  const log = (): { out: PassThrough & { isTTY?: boolean }; text: () => string } => {
    const out = new PassThrough();
    return { out, text: () => String(out.read()) };
  };

  it('says what begins and how long it took', async () => {
    const { out, text } = log();
    await withProgress('waiting', () => Promise.resolve(), out);
    expect(text()).toMatch(/^plumbline: waiting … 0 s\nplumbline: waiting: done after 0\.\d s\n$/);
  });

  it('says that it failed, and fails', async () => {
    const { out, text } = log();
    const failing = withProgress('waiting', () => Promise.reject(new Error('no')), out);
    await expect(failing).rejects.toThrow('no');
    expect(text()).toContain('plumbline: waiting: failed after');
  });
});
