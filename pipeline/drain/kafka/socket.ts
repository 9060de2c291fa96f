/** Sockets for the client, on which a stranger's bytes cannot end the process. */
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ISocketFactoryArgs } from 'kafkajs';

const keepAliveMs = 60_000;

type Listener = (...given: unknown[]) => void;

/**
 * kafkajs reads an answer's length where it comes in; one that is too small throws from
 * within the socket's event, where nobody can catch it. Here it breaks the connection.
 */
function contained(socket: Socket): Socket {
  const on = socket.on.bind(socket);
  const guarded =
    (listener: Listener): Listener =>
    (...given) => {
      try {
        listener(...given);
      } catch (error) {
        socket.destroy(
          new Error('what it answered is not the protocol of Kafka', { cause: error }),
        );
      }
    };
  Reflect.set(socket, 'on', (event: string, listener: Listener) =>
    on(event, event === 'data' ? guarded(listener) : listener),
  );
  return socket;
}

/** Connects like the client would itself. */
export function openSocket({ host, port, ssl, onConnect }: ISocketFactoryArgs): Socket {
  const named = isIP(host) === 0 ? { servername: host } : {};
  // Types say that there always are settings of TLS; without TLS there are none.
  const given: unknown = ssl;
  const socket = given
    ? connectTls({ host, port, ...named, ...ssl }, onConnect)
    : connectPlain({ host, port }, onConnect);
  return contained(socket.setKeepAlive(true, keepAliveMs));
}
