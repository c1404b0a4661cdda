import { judgeCreditCode } from './credit-code.js';
import { refused, type Verdict } from './verdict.js';

/**
 * A unified social credit code: GB 32100 check character, then GB 11714 organisation check (positions 9 to 17).
 * One that fails only the first may be a real early registration: asked back once, then taken with a note.
 */
export function judgeCode(text: string, confirmed: boolean): Verdict {
  const judged = judgeCreditCode(text);
  switch (judged.kind) {
    case 'valid':
      return { kind: 'accepted', value: judged.code };
    case 'unusual':
      return confirmed
        ? { kind: 'accepted', value: judged.code, note: 'unusual-credit-code' }
        : { kind: 'askBack', question: { kind: 'unusualCode', code: judged.code }, value: judged.code };
    case 'identityCardLike':
      return refused({ kind: 'codeIdentityCard' });
    case 'wrongDigits':
      return refused({ kind: 'codeDigits' });
    case 'wrongShape':
      return refused(
        judged.reason === 'letters' ? { kind: 'codeLetters' } : { kind: 'codeShape', found: judged.found },
      );
  }
}
