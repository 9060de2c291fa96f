/** Stands before a server and counts who comes, so that tests of retries need no clock. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Counting {
  readonly address: string;
  readonly connections: () => number;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A server that treats every connection alike, and ends with its test. */
export async function countingServer(treat: (socket: Socket) => void): Promise<Counting> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    treat(socket);
  });
  const port = await listening(server);
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { address: `127.0.0.1:${port}`, connections: () => connections };
}

/** Passes everything on to another address. */
export function countingProxy(target: string): Promise<Counting> {
  const [host, port] = target.split(':');
  return countingServer((socket) => {
    const onward = connect({ host: host ?? '', port: Number(port) });
    onward.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
}
