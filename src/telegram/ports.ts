/** Which groups have been told that the bot works in private chat. */
export interface GroupStore {
  wasTold(chatId: number): Promise<boolean>;
  markTold(chatId: number): Promise<void>;
}

/** The records of the dialogs that wait, by chat. */
export interface DialogStore {
  read<State>(key: string): Promise<State | undefined>;
  write(key: string, state: object): Promise<void>;
  remove(key: string): Promise<void>;
}
