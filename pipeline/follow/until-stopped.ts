/** A service from its start to a signal of the system. */

/** What is in flight has this long to end; after that it is dropped, which loses nothing. */
const boundMs = 10_000;
const signals = ['SIGTERM', 'SIGINT'] as const;

/** Runs a service until a signal asks it to stop; a second signal ends it at once. */
export async function untilStopped(service: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const bound = Promise.withResolvers<undefined>();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(1);
    stop.abort();
    setTimeout(() => {
      bound.resolve(undefined);
    }, boundMs).unref();
  };
  for (const name of signals) process.on(name, onSignal);
  try {
    await Promise.race([service(stop.signal), bound.promise]);
  } finally {
    for (const name of signals) process.off(name, onSignal);
  }
  // Connections to a broker that does not answer must not keep the process.
  if (stop.signal.aborted) process.exit(0);
}
