import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** Breaks every connection and refuses new ones, as a server that went away does. */
  cut(): Promise<void>;
  /** Keeps every connection open, and lets nothing through, as a lost network does. */
  freeze(): void;
  /** Ends a cut, on the same port, or a freeze. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** A proxy on loopback before a server, whose line can be cut. */
export async function startProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let frozen = false;
  let server: Server | undefined;

  const adopt = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    if (frozen) socket.pause();
  };
  const serve = async (port: number) => {
    const listening = createServer((near) => {
      const far = connect(target);
      adopt(near);
      adopt(far);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
      near.on('data', (chunk) => far.write(chunk));
      far.on('data', (chunk) => near.write(chunk));
    });
    listening.listen(port, '127.0.0.1');
    await once(listening, 'listening');
    server = listening;
    return (listening.address() as AddressInfo).port;
  };
  const cut = async () => {
    const stopping = server;
    server = undefined;
    for (const socket of sockets) socket.resetAndDestroy();
    if (stopping) await new Promise((resolve) => stopping.close(resolve));
  };

  const port = await serve(0);
  return {
    port,
    cut,
    freeze() {
      frozen = true;
      for (const socket of sockets) socket.pause();
    },
    async restore() {
      frozen = false;
      for (const socket of sockets) socket.resume();
      if (!server) await serve(port);
    },
    close: cut,
  };
}
