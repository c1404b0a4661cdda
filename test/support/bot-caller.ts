/** What the Bot API answered, whole. */
export interface BotAnswer<Result = unknown> {
  readonly ok: boolean;
  readonly result: Result;
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: { readonly retry_after?: number };
}

/** Calls a method as a bare client, without a library's own checks. */
export async function callBot<Result = { message_id: number; text: string }>(
  bot: { readonly apiRoot: string; readonly token: string },
  method: string,
  params: object | FormData = {},
): Promise<BotAnswer<Result>> {
  const isForm = params instanceof FormData;
  const response = await fetch(`${bot.apiRoot}/bot${bot.token}/${method}`, {
    method: 'POST',
    body: isForm ? params : JSON.stringify(params),
    ...(!isForm && { headers: { 'content-type': 'application/json' } }),
  });
  return (await response.json()) as BotAnswer<Result>;
}
