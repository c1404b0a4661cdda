import { createServer, type Server } from 'node:http';

/** Serves `GET /healthz` alone, for a bot that talks to Telegram. Rejects when the port is taken. */
export function serveHealth(port: number, health: () => Promise<{ ok: boolean }>): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/healthz') {
      response.writeHead(404).end();
      return;
    }
    health().then(
      (state) => {
        response.writeHead(state.ok ? 200 : 503, { 'content-type': 'application/json' });
        response.end(JSON.stringify(state));
      },
      () => response.writeHead(503).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
