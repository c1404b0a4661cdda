# Whether reminders come
command-reminders = Reminders: on or off
reminders-on = Reminders are on
reminders-off = Reminders are off
reminders-what = Reminders are: before the deadline for filing or correcting, for reporting, and the morning digest. None is sent between 21:00 and 08:00.
reminders-notices = Official notices of the office, and word that a form was sent back, still reach you.
button-remind-off = No more reminders
button-remind-on = Turn reminders on again

# Before a deadline
reminder-office = A reminder from { $office }
reminder-not-begun = You have not begun “{ $form }” yet.
reminder-draft = Your form “{ $form }” has not been submitted: { $left } of { $total } questions are left. What you have filled in is kept.
reminder-complete = Your form “{ $form }” is complete but has not been submitted. Please open it, check it and submit.
reminder-correction = The form “{ $form }” that was sent back has not been submitted again: { $left } left to correct.
reminder-corrected = The form “{ $form }” that was sent back is corrected but has not been submitted again. Please open it, check it and submit.
reminder-report = The summary sheets of these areas have not been reported: { $areas }. Please check and report them with /summary.
names-and-more = { $names } and { $count } more
reminder-deadline = Deadline: { $deadline }
reminder-left = Time left: { $left }
button-remind-begin = Begin
button-remind-go-on = Continue
button-remind-coverage = Coverage

# To leading officials, after a deadline
escalation-units = Filing closed on { $deadline }. In these areas units of the roster have not submitted:
escalation-area = { $area }: { $missing } of { $units } have not submitted
escalation-more = And { $count } more areas.
escalation-report = Reporting closed on { $deadline }. The summary sheets of these areas have not been reported:

# The morning digest
digest-title = Morning digest · { $office }
digest-fresh = New projects: { $count }
digest-corrected = Corrected and submitted again: { $count }
digest-begun = Units that have begun: { $count }
digest-reported = Sheets reported: { $areas }
digest-waiting = Waiting for review now: { $count }
button-digest-inbox = See what waits

# My data
data-muted = Reminders are off
data-reminder = Reminded of
