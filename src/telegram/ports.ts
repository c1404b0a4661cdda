/** Which groups have been told that the bot works in private chat. */
export interface GroupStore {
  wasTold(chatId: number): Promise<boolean>;
  markTold(chatId: number): Promise<void>;
}
