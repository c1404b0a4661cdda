/** Why a person cannot do what was asked; shown on the page, so in plain words. */
export class Impossible extends Error {
  constructor(
    readonly code:
      | 'no-person'
      | 'no-message'
      | 'no-button'
      | 'blocked'
      | 'empty'
      | 'bad-start'
      | 'not-yours'
      | 'bad-content',
    message: string,
  ) {
    super(message);
  }
}
