/** `fetch` that tells of each piece of a stream that arrives: comments keep a connection alive, and nothing else shows them. */
export function watchedFetch(alive: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    if (!isStream || response.body === null) return response;
    const watched = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, controller) {
          alive();
          controller.enqueue(piece);
        },
      }),
    );
    const { status, statusText, headers } = response;
    const copy = new Response(watched, { status, statusText, headers });
    Object.defineProperty(copy, 'url', { value: response.url });
    return copy;
  };
}
