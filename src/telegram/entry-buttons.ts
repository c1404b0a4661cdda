import { pack } from './callback-data.js';
import type { Button } from './screen.js';

/* Buttons below what is said to somebody who did not just write: they lead into other rooms. */

/** A form of their own, at the intake. */
export function openForm(text: string, submission: number): Button {
  return { text, data: pack('open', submission) };
}

/** A form that they have not begun. */
export function beginForm(text: string, formVersionId: number): Button {
  return { text, data: pack('form', formVersionId) };
}

/** What waits at the desk. */
export function openInbox(text: string): Button {
  return { text, data: pack('desk-list', 0, 0) };
}

/** How far the units are, in whichever campaign. */
export function openCoverage(text: string): Button {
  return { text, data: pack('cov') };
}
