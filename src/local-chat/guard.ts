import type { MiddlewareHandler } from 'hono';

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/**
 * Only this computer, and only our own page: a name that was made to point to 127.0.0.1 (DNS rebinding) is refused by
 * its Host header, a foreign page's request by its Origin.
 */
export const guard: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? '';
  if (!loopback.test(host)) return c.text('This server answers on 127.0.0.1 and localhost only.', 403);
  const path = c.req.path;
  if (path.startsWith('/chat/') || path.startsWith('/control/')) {
    const origin = c.req.header('origin');
    const site = c.req.header('sec-fetch-site');
    const foreign = origin !== undefined && origin !== `http://${host}`;
    if (foreign || site === 'cross-site' || site === 'same-site')
      return c.text('Requests from other pages are refused.', 403);
  }
  return next();
};

export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
};
