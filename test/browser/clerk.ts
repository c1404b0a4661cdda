import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const patience = 15_000;

/** Somebody at the chat page with nothing but eyes, a finger and a keyboard. `scope` is the page or one of its chats. */
export class Clerk {
  constructor(
    private readonly page: Page,
    private readonly scope: Page | Locator = page,
  ) {}

  /** Waits until the newest message of the bot has these words, and gives its whole text. */
  async reads(words: string): Promise<string> {
    const newest = this.scope.locator('.message.theirs').last();
    let text = '';
    await expect
      .poll(
        async () => {
          text = (await newest.textContent().catch(() => null)) ?? '';
          return text;
        },
        { timeout: patience, message: `the newest message should have “${words}”` },
      )
      .toContain(words);
    return text;
  }

  /** Waits for a message of the bot with these words, also when others have come below it, and gives its whole text. */
  async finds(words: string): Promise<string> {
    const message = this.scope.locator('.message.theirs', { hasText: words }).last();
    await message.waitFor({ timeout: patience });
    return (await message.textContent()) ?? '';
  }

  /** Types as with an input method: a word or a paste at a time. */
  async types(text: string): Promise<void> {
    await this.scope.getByRole('textbox').click();
    await this.page.keyboard.insertText(text);
  }

  async sends(text: string): Promise<void> {
    await this.types(text);
    await this.taps('发送');
  }

  /** Taps the newest button with exactly this text; a person cannot tap what is covered or not there. */
  async taps(button: string): Promise<void> {
    await this.scope.getByRole('button', { name: button, exact: true }).last().click({ timeout: patience });
  }
}

/** A picture of the page, once what passes (a toast, the mark under a pointer) has gone. */
export async function photograph(page: Page): Promise<Buffer> {
  await page.mouse.move(0, 0);
  for (const toast of await page.locator('.toast').all()) await toast.waitFor({ state: 'hidden' });
  return page.screenshot();
}
