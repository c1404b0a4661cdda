import { commandOf, type StaffTask, wordOf } from '../people/staff-commands.js';
import type { Wording } from './wording.js';

/** What a command of the staff is for. */
export function taskText({ t }: Pick<Wording, 't'>, task: StaffTask): string {
  return task === 'roster' ? t('staff-task-roster') : t(`command-${task}`);
}

/** A line for each: the command, the word that does the same, what it is for. */
export function taskLines(w: Pick<Wording, 't' | 'language'>, tasks: readonly StaffTask[]): string {
  return tasks
    .map((task) =>
      w.t('staff-task', {
        command: commandOf(task),
        word: wordOf(task, w.language),
        what: taskText(w, task),
      }),
    )
    .join('\n');
}
