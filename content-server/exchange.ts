/** A request and its answer, over HTTP/1.1 or HTTP/2. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';

export type Incoming = IncomingMessage | Http2ServerRequest;
export type Outgoing = ServerResponse | Http2ServerResponse;

/** Answers with JSON. */
export function sendJson(response: Outgoing, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}

/** Ends the connection a request came on without an answer. */
export function cutOff(request: Incoming): void {
  if ('stream' in request) request.stream.session?.destroy();
  else request.socket.destroy();
}

/** Sends a piece of an answer that goes on. */
export function sendPiece(response: Outgoing, text: string): void {
  // The two kinds differ in arguments that are not given here, which their union cannot tell.
  if ('stream' in response) response.write(text);
  else response.write(text);
}
