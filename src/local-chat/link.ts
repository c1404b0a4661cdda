/**
 * The address as Telegram stores it, or undefined if it would drop the link: http, https, tg and ton only, and a host
 * with a dot (tdlib/td, LinkManager.cpp, check_link_impl).
 */
export function webAddress(written: string): string | undefined {
  const link = written.trim();
  if (/^(tg|ton):/i.test(link)) return link;
  const absolute = /^[a-z][a-z0-9+.-]*:\/\//i.test(link) ? link : `http://${link}`;
  if (!URL.canParse(absolute)) return undefined;
  const url = new URL(absolute);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  return url.hostname.includes('.') || url.hostname.startsWith('[') ? url.href : undefined;
}
