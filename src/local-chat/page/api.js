import { t } from './words.js';

export class NotSent extends Error {}

/** GET or POST to the server beside this page; throws NotSent with words for the person. */
export async function call(path, body) {
  const isForm = body instanceof FormData;
  let response;
  try {
    response = await fetch(path, {
      ...(body !== undefined && { method: 'POST', body: isForm ? body : JSON.stringify(body) }),
      ...(body !== undefined && !isForm && { headers: { 'content-type': 'application/json' } }),
    });
  } catch {
    throw new NotSent(t('retry'));
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new NotSent(answer.message ?? t('retry'));
  return answer;
}
