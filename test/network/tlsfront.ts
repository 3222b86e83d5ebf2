import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { createServer } from 'node:tls';
import type { Certificate } from './certificates';

/** A TLS server on loopback that hands on what it decrypts. */
export interface TlsFront {
  readonly port: number;
  /** How many connections were opened to it. */
  connections(): number;
  /** How many bytes it has decrypted: a client that refuses the certificate sends none. */
  received(): number;
  /** Shows another certificate from now on; cuts every connection. */
  present(certificate: Certificate): void;
  /** Cuts every connection and ends. */
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** Starts a TLS server before the server on a port of the loopback. */
export async function startTlsFront(behind: number, certificate: Certificate): Promise<TlsFront> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let received = 0;
  const server = createServer({ ...certificate }, (client) => {
    client.on('data', ({ length }: Buffer) => (received += length));
    join(client, connect(behind, host));
  });
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  server.listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    received: () => received,
    present: (next) => {
      server.setSecureContext({ ...next });
      cut();
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}

/** Each gets what the other sends, and ends when the other does. */
function join(client: TLSSocket, server: Socket): void {
  client.pipe(server).pipe(client);
  client.on('error', () => server.destroy()).once('close', () => server.destroy());
  server.on('error', () => client.destroy()).once('close', () => client.destroy());
}
