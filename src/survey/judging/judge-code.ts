import { judgeCreditCode } from '../reading/credit-code.js';
import { plainText } from '../reading/plain-text.js';
import { type Refusal, refused, type Verdict } from './verdict.js';

/**
 * A unified social credit code: GB 32100 check character, then GB 11714 organisation check (positions 9 to 17).
 * One that fails only the first may be a real early registration: asked back once, then taken with a note.
 */
export function judgeCode(text: string, confirmed: boolean): Verdict {
  // A name is not a code of so many characters too few.
  if (!/\d/.test(plainText(text))) return refused({ kind: 'codeShape', found: 0 });
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
      return refused(shapeFault(judged));
  }
}

function shapeFault({
  reason,
  found,
  likely,
}: Extract<ReturnType<typeof judgeCreditCode>, { kind: 'wrongShape' }>): Refusal {
  if (reason === 'length') return { kind: 'codeShape', found };
  return reason === 'letters' ? { kind: 'codeLetters', ...(likely && { likely }) } : { kind: 'codeDigits' };
}
