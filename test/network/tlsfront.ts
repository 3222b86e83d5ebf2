import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { createServer } from 'node:tls';
import type { Certificate } from './certificates';

/** A TLS server on loopback that forwards what it decrypts. */
export interface TlsFront {
  readonly port: number;
  /** How many connections clients have opened. */
  connections(): number;
  /** How many bytes it has decrypted: a client that refuses the certificate sends none. */
  received(): number;
  /** Uses another certificate from now on, and closes every connection. */
  present(certificate: Certificate): void;
  /** Closes every connection and stops the server. */
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** Starts a TLS server in front of the server on a loopback port. */
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
  const closeAll = (): void => {
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
      closeAll();
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      closeAll();
      await closed;
    },
  };
}

/** Forwards data both ways; when one side closes, the other closes too. */
function join(client: TLSSocket, server: Socket): void {
  client.pipe(server).pipe(client);
  client.on('error', () => server.destroy()).once('close', () => server.destroy());
  server.on('error', () => client.destroy()).once('close', () => client.destroy());
}
