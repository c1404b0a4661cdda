# Menu of commands
command-start = Begin or continue a form
command-preview = Overview: all answers, go to any question
command-back = Back to the previous question
command-projects = My projects: add, reorder, delete
command-status = My forms: progress and receipts
command-submit = Check and submit
command-print = Print the draft (Word file)
command-cancel = Leave for now; everything is kept
command-help = How to fill in, how words are counted
command-mydata = See what is stored about me
command-forget = Delete my data
command-language = 切换语言 / Language

# Choosing a form
choose-title = Hello! Here you fill in the collection forms one question at a time. Every answer is saved at once, so you can leave whenever you like and go on later.
choose-which = Please choose a form:
choose-agreed = Typing does not count as consent. Please choose the form first, read its notice and tap the button “{ $button }” below it:
choose-not-taken = What you just wrote was not entered into any form. Please choose the form first:
choose-none = No collection is open at the moment. When there is a new one, please come in by the link in its notice.
choose-line = { $title } · closes { $deadline }, { $left }
choose-draft = Continue: { $title } ({ $done }/{ $total } filled in)
choose-begin = Fill in: { $title }
choose-again = Fill in another: { $title }
choose-submitted = Submitted (receipt { $number }): { $title }
choose-unknown-link = I could not find the collection that this link belongs to; it may be over. These can be filled in now:

# Notice before the form
notice-typed = Typing does not count as consent; please tap the button “{ $button }” below.
notice-renewed = The notice has changed. Please read it and accept it to go on; everything you filled in is still here.
notice-organiser = Collected by: { $organiser }
notice-form = Form: { $form }
notice-purpose = What for: { $text }
notice-kept = What is stored: { $text }
notice-retention = How long: { $text }
notice-contact = Questions: { $text }
notice-rights = Your rights: { $text }
notice-deadline = Deadline: { $deadline }, { $left }
notice-accept = I agree, begin

# Questions
prompt-place = Question { $number } of { $count }
prompt-progress = Whole form { $percent }% { $bar }
prompt-optional = optional
prompt-limit = at most { $limit } { $unit }
unit-words = words
unit-characters = characters
prompt-unit = in { $unit }
prompt-example = Example: { $example }
prompt-now = Your answer now: { $value }
prompt-skipped = You skipped this one; you can answer it now.
prompt-text = Please type your answer.
prompt-long = Please type or paste the whole text and send it at once; it may have several paragraphs.
prompt-number = Please type a number.
prompt-money = Please type the amount in { $unit } (“320万” or “3.2亿” will do too).
prompt-money-negative = {" "}It may be negative (a loss), such as -12.5.
prompt-choose = Please tap one, or type it.
prompt-several = You may choose several; tap “Done” when you are ready.
prompt-several-most = You may choose up to { $max }; tap “Done” when you are ready.
prompt-list = Tap to choose (those with “›” open another level), or type part of the name to search { $count } entries.
prompt-short-texts = Please type { $min } to { $max } of them with commas between, each of at most { $length } characters.
prompt-yes-no = Please tap “Yes” or “No”.
prompt-mobile = Please type the 11 digits of the mobile number.
prompt-phone = Please type a phone number: a mobile number, or a landline with its area code, such as 010-12345678.
prompt-email = Please type an email address, such as name@example.com.
prompt-web = Please type a web address, such as www.example.com.
prompt-postal = Please type the 6 digits of the postal code.
prompt-code = Please type the 18 characters of the unified social credit code on the business licence.
prompt-date = Please type a date, such as { $example }.
prompt-year = Please type a year, such as { $example }.
prompt-computed = { $label } (worked out): { $value }
prompt-computed-blank = { $label } (worked out): not known yet, left blank
prompt-draft-kept = Your text of { $count } { $unit } is kept (limit { $limit }). Shorten it and send it again, or tap below to use the shortened version.
prompt-suggested = Going by where the credit code was registered, it may be “{ $choice }”. Please confirm.
prompt-earlier = Last time you answered: { $value }
prompt-closed = This form closed on { $deadline }. Everything you wrote is still here, but it can no longer be submitted; if you must hand it in late, please contact the collecting office.
prompt-apart = This question is not on the paper form; it decides who looks after your demand.

button-back = ‹ Back
button-next = Next ›
button-clear = Clear
button-skip = Skip
button-overview = Overview
button-guide = How to fill in
button-go-there = Go to this question
button-done = Done ({ $count })
button-yes = Yes
button-no = No
button-cut = Use the shortened version ({ $count } { $unit })
button-show-cut = See the shortened version
button-reuse = Use again: { $value }
button-reuse-all = Use last time’s answers for { $count } more
button-code-confirm = Same as on the licence, use it
button-money-keep = It is { $value } { $unit }
button-money-convert = It is { $value } { $unit }
button-page-next = Next page ›
button-page-back = ‹ Previous page
button-up = ‹ Up one level
button-submit = Check and submit
button-submit-now = Submit now
button-print = Print the draft
button-print-submitted = Print
button-add-project = ＋ Add another { $noun }
button-projects = Manage: { $noun }
button-continue = Continue
button-change = Change something
button-keep = No, keep it
button-withdraw = Withdraw to change
button-withdraw-now = Yes, withdraw
button-delete = Delete
button-delete-draft = Delete the draft
button-delete-now = Yes, delete
button-forget-now = Yes, delete my data
button-rename = Rename: { $name }
button-status = My forms

guide-title = How to fill in
guide-none = There is no further guidance for this question.
guide-then = When you have read it, just type your answer.
guide-not-at-hand = The question now is “{ $label }”, and what you type is the answer to that. To answer the one above, tap the button below.
guide-elsewhere = You are filling in another form now, and what you type goes there. To answer the question above, tap the button below.
guide-all-answered = All questions of this form are answered. To change the one above, tap the button below.

# Recording
recorded = ✓ Saved
recorded-changed = ✓ Changed
recorded-count = { $count }/{ $limit } { $unit }
recorded-cut = (shortened version)
recorded-note-code = The check character of this code does not follow the national standard. That is noted; the reviewer may compare it with the licence.
recorded-skipped = Skipped
recorded-reused =
    { $count ->
        [one] ✓ 1 answer used again; you can change it in the overview.
       *[other] ✓ { $count } answers used again; you can change them in the overview.
    }
recorded-tapped = Chosen
tick-full = At most { $max } can be chosen. To choose another, tap one off first.
recorded-conflict =
    But it does not agree with another answer ({ $left } and { $right }): { $reason }
    Please check the question below.
asked-code = By the national standard the last character of this code is not right, though some early registrations really are like this. Please compare it with the business licence, character by character: tap below if it is exactly the same, or type it again if not.
asked-code-edited = By the national standard the last character of this code is not right, though some early registrations really are like this. Please compare it with the business licence, character by character: tap below if it is exactly the same, or edit that message again if not.
asked-yuan = You gave { $value } { $unit }, which is a very large amount. Was it meant in 元 (yuan)? Then it is { $converted } { $unit }. Please tap the right one, or type it again if neither is right.
asked-yuan-edited = You changed it to { $value } { $unit }, which is a very large amount. Was it meant in 元 (yuan)? Then it is { $converted } { $unit }. Please tap the right one, or edit that message again if neither is right.
too-long = { $count } { $unit }: { $excess } over the limit of { $limit }.
too-long-kept = Your whole text is kept as a draft; nothing is lost. Shorten it and send it again, or tap below to use the shortened version.
too-long-edited = To shorten it, edit that message again, or tap below to use the shortened version.
instead-of-draft = You just sent “{ $text }”. The { $draft } { $unit } that you wrote for this question before are still kept. Which is your answer? You can also simply send the whole text, made shorter.
button-instead = Use the { $count } { $unit } just sent
word-cut = Use the shortened version
too-long-changed = What you wrote now is { $count } { $unit }, { $excess } too many (limit { $limit }). The answer you had is unchanged; the new text is kept as a draft.
cut-preview = Shortened version ({ $count }/{ $limit } { $unit }):
edit-wrong = This edit was not taken; the earlier answer stands.
edit-waits = Until then the earlier answer stands.
edit-unknown = This message is not an answer of the form, so editing it changes nothing there. To change an answer, please use /preview.
found-several =
    { $count ->
        [one] “{ $query }”: 1 entry found. Tap it to choose it:
       *[other] “{ $query }”: { $count } entries found. Please tap one:
    }
found-many = “{ $query }”: { $count } entries found; here are the first { $shown }. If yours is not among them, type a little more of it.
list-title =
    { $count ->
        [one] 1 entry
       *[other] { $count } entries
    }, page { $page } of { $pages }
nothing-to-answer = This form is filled in, so what you just sent was not entered. To change an answer, tap “Overview”; if nothing is to be changed, submit it.
only-text = Only text is taken here. Pictures, voice messages and files do not go into the form; please type the answer and send it.
only-text-caption = Pictures and files do not go into the form, and the words under the picture were not taken. If they are the answer, please send them by themselves.
part-of-long-text = This message is only one part of a long text, and with your edit the parts no longer fit together. Please send the whole text of this question again; the earlier answer stands.
private-only = Please fill in the form in a private chat with me, not in a group, where others could read what you write.

# Overview
overview-title = Overview · { $done }/{ $total } filled in
overview-page = Page { $page } of { $pages }
overview-open = (not filled in)
overview-skipped = (skipped)
overview-too-long = (draft of { $count } { $unit }, over the limit)
overview-draft-beside = (a newer draft of { $count } { $unit } is over the limit and not used)
overview-jump = Tap a number to change that answer:
overview-note-code =  (※ unusual check character)
project-named = { $noun } { $number }: { $name }
project-unnamed = { $noun } { $number }

# Joining
joined-label = { $label }: { $value }
joined-aside = { $text } ({ $aside })
list-comma = ,{" "}

# Finishing and submitting
ready-title = Everything is filled in!
ready-hint = You can add another { $noun }, print it for your manager to look over, or check and submit.
ready-hint-single = You can print it for your manager to look over, or check and submit.
ready-typed = Typing “submit” (or 提交) works too.
missing-title =
    { $count ->
        [one] It cannot be submitted yet; 1 thing is missing:
       *[other] It cannot be submitted yet; { $count } things are missing:
    }
missing-more = … and { $count } more
missing-open = { $label }: not filled in yet
missing-too-long = { $label }: the draft has { $count } { $unit }, { $excess } too many; it counts once it is shortened
missing-check = { $label }: does not agree with another answer ({ $left } and { $right }), { $reason }
readback-title = Please read it through one last time
readback-confirm = If everything is right, tap “Submit now” or type “submit” (or 提交). It closes on { $deadline }, { $left }. After submitting you can still withdraw it and change it until then.
readback-rest = Of long answers only the beginning is shown; “Print the draft” has the full text.
left-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
left-hours =
    { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }
left-minutes =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
left-none = less than 1 minute
time-left = { $time } left
time-over = closed
receipt-title = ✓ Submitted
receipt-number = Receipt number: { $number }
receipt-time = Submitted at: { $time }
receipt-form = { $form }
receipt-keep = Please keep the receipt number. Until the deadline you can withdraw the form and change it; if something must be corrected, we will tell you here.
withdraw-ask = When you withdraw, receipt { $number } is no longer valid and the form becomes a draft again. It counts only if you submit it again (it closes on { $deadline }). Do you want to withdraw it?
withdrawn = Withdrawn; receipt { $number } is no longer valid. Everything is in the draft; please submit it again when it is changed.

# Projects
projects-title = Your list: { $noun } (in order of priority, { $count } in all)
projects-line = { $number }. { $name } · { $done }/{ $total } filled in
projects-hint = ↑ moves a { $noun } up by one.
projects-none = No part of this form is filled in more than once.
projects-full = There can be at most { $max } of these ({ $noun }), so none was added.
projects-added = Added one { $noun }.
projects-still-empty = The { $noun } { $number } is still empty; please fill in that one first.
projects-raised = The order is changed.
projects-delete-ask = Delete “{ $name }” and all its answers? This cannot be undone.
projects-deleted = Deleted.

# My forms
status-title = My forms
status-none = You have not filled in a form yet. Tap /start to begin.
status-draft = Draft · { $done }/{ $total } filled in · next question: { $next }
status-complete = Draft · everything is filled in, not submitted yet
status-submitted = Submitted · receipt { $number } · { $time }
status-deadline = Closes on { $deadline }, { $left }
status-older =
    { $count ->
        [one] There is { $count } older one; /mydata shows all.
       *[other] There are { $count } older ones; /mydata shows all.
    }
status-closed = Closed on { $deadline }
status-shut = The collecting office takes no more of this form
draft-delete-ask = Delete this draft of “{ $title }” with all its answers? It cannot be brought back.
draft-deleted = The draft is deleted.

# Leaving, language, data
kept = All right, nothing was changed.
left = All right, that is it for now. Everything you filled in is saved; whenever you come back, tap /start to go on.
language-choose = Please choose the language of the interface (the Chinese text of the form is the authoritative one):
language-chosen = Language of the interface: English
mydata-nothing = Nothing is stored about you.
mydata-caption = This is everything that is stored about you.
forget-ask = This deletes your drafts, your account’s identity, your consent and your settings. It cannot be undone.
forget-stays =
    { $count ->
        [one] 1 form that you submitted stays. It is
       *[other] { $count } forms that you submitted stay. They are
    } part of the collecting office’s records, kept as the notice says; to have anything corrected or deleted there, please contact the office. What stays is no longer tied to your chat account, and you will not be able to see or withdraw it here.
forget-done = Your drafts and your account’s identity are deleted.
forget-done-stays =
    { $count ->
        [one] Your drafts and your account’s identity are deleted. 1 submitted form stays in the collecting office’s records and is no longer tied to your chat account.
       *[other] Your drafts and your account’s identity are deleted. { $count } submitted forms stay in the collecting office’s records and are no longer tied to your chat account.
    }
print-caption = Draft, not submitted, only for looking over.
print-caption-submitted = As submitted, receipt { $number }.
print-caption-version = As submitted, receipt { $number }, version { $version }.
print-caption-official = {" "}This is the official form, to print and stamp.

# What cannot be done
declined-notYours = I could not find this form; it may have been deleted. Tap /start to see what there is now.
declined-alreadySubmitted = This form is submitted already; to change it, please withdraw it first.
declined-notSubmitted = This form is not submitted yet; you can change it right away.
declined-closed = The collecting office takes no more of this form. Everything you wrote is still here; if it must be done all the same, please contact the collecting office.
declined-archived = This collection has been archived: you can read what is there, but not fill in, submit or withdraw.
prompt-shut = The collecting office takes no more of this form. Everything you wrote is still here, but it can no longer be submitted; if you must hand it in late, please contact the collecting office.
prompt-archived = This collection has been archived: it can only be read.
declined-deadlinePassed = The deadline ({ $deadline }) has passed. Everything you wrote is still here; if it must be done all the same, please contact the collecting office.
declined-incomplete = Something is not filled in yet; please add it, then submit.
declined-changedMeanwhile = Expired: the form has just been changed (perhaps on another device). Please check it once more.
declined-otherDraftOpen = You have another draft of the same form. Please submit or delete that one before you withdraw this one.
declined-lastDemand = At least one must stay, so this one was not deleted.
declined-expired = Expired: things have changed since, and nothing was done. If you still want to, please begin again.
declined-filedBefore = This form was submitted before; its draft and its history are kept and cannot be deleted by themselves. If you do not want to submit it again, just leave it.
declined-goneQuestion = Expired: this question is no longer asked, because an earlier answer has changed. Nothing was changed.
declined-alreadyAnswered = Expired: this question is answered already, and nothing was changed. To change it, use “Overview”.
declined-required = This question must be answered; it cannot be skipped.

help-title = How to fill in
help-steps =
    One question at a time: type the answer or tap a button. Leave whenever you like; tap /start to go on.
    /back previous question   /preview overview and changes
    /projects add, reorder, delete projects
    /print print the draft   /submit check and submit (typing “submit” or 提交 works too)
    /status progress and receipts   /cancel leave for now
    /mydata my data   /forget delete my data   /reminders reminders on or off (typing “reminders” works too)
    Sent something wrong? Edit the message you sent, and the answer follows: in Telegram hold it (on a computer, right-click it) and choose “Edit”; on the local chat page click the pencil ✎ beside it.
help-count-title = How words are counted
help-count =
    As Word and WPS show them for Chinese (字数): each Chinese character and each Chinese punctuation mark counts 1; a run of Latin letters or digits counts 1; spaces and line breaks do not count.
    Exactly the limit is fine, one more is not; you are then told how many are too many and offered a shortened version. What you wrote is never lost.
parked-notice = A message that you sent at { $time } could not be worked on; we have made a note of it. Please send it again in another way; nothing else is affected.
cut-ends = The shortened version ends here: “…{ $tail }”
unknown-command = There is no such command. Tap “Menu” beside the input field, or send /help.
list-gone = Expired: this list can no longer be used. Nothing was changed.

# My data (file)
data-title = Everything that is stored about you
data-identity = Account identity
data-since = First used
data-language = Language
data-default = default (Chinese)
data-appointment = Appointments
data-consent = Notices you agreed to
data-message = Messages sent to you
data-parked = What you sent that could not be worked on
data-begun = Begun
data-withdrawn = withdrawn
data-as-submitted = As submitted under receipt { $number } (withdrawn)
data-history = Earlier answers

# Sent back for correction
sent-back-title =
    { $count ->
        [one] “{ $title }” has 1 answer to correct
       *[other] “{ $title }” has { $count } answers to correct
    }
sent-back-done = Everything in “{ $title }” is corrected, but it has not been submitted again yet.
sent-back-due = Please correct and submit it again by { $deadline }. Everything else stays as it is.
sent-back-not-taken = Your form was sent back for correction, so what you just sent was not recorded. Please look first at what is to be corrected:
correction-missing = Something is missing
correction-unclear = Unclear
correction-wrong = Wrong
correction-overScope = Out of scope
correction-other = Other
correct-why = Sent back: { $why }
correct-old = Your answer so far (tap to copy):
correct-old-none = You had left it empty.
correct-old-title = { $label } · your answer so far (tap to copy)
correct-closed = The time for corrections ended on { $deadline }. Your answers are all kept but can no longer be submitted; please contact the organiser if you still need to.
correct-done-title = Everything is corrected!
correct-done-hint = Please check and submit, or just type “submit”. The reviewer sees the corrections only once they are submitted.
correct-kept = ✓ Kept as it was: { $label }
correct-free = You can change now: { $labels }.
correct-free-more = { $labels } and others, { $count } in all
correct-edit-stays = What you typed is still in that message.
button-correct = Correct it
button-keep-answer = Keep as it is
button-show-old = Show the whole answer
prompt-correcting =
    { $count ->
        [one] Sent back, 1 answer left to correct
       *[other] Sent back, { $count } answers left to correct
    }
overview-to-correct = { " " }[to correct]
overview-corrected = { " " }(corrected)
overview-jump-correcting = Tap a number to change it; answers without a button cannot be changed this time:
missing-correction = { $label }: sent back, not corrected yet
readback-confirm-correcting = If everything is right, tap “Submit now” or type “submit”. To be corrected by { $deadline }, { $left }.
receipt-version = Version: { $version }
choose-correcting = Correct: { $title } ({ $count } left)
status-correcting = Sent back · { $count } left to correct · next: { $next }
status-correcting-done = Sent back · all corrected, not submitted again yet
status-due = To be corrected by { $deadline }, { $left }
status-due-passed = The time for corrections ended on { $deadline }
print-caption-correcting = Being corrected, not submitted again yet, for checking only (receipt { $number }).
data-replaced = Replaced by the next version
data-as-replaced = Version { $version } of receipt { $number } (replaced by the next)
data-corrections = What was sent back
data-correction-line = { $reason }　{ $time }
declined-locked = This answer was not sent back, so it cannot be changed now. Nothing was changed.
declined-correctingProjects = While a form is being corrected only the marked answers can change: nothing can be added, deleted, renamed or moved. Please contact your reviewer if you need that.
declined-correctingWithdraw = This form was sent back to you, so there is no need to withdraw it. Please correct the marked answers and submit it again.
declined-underReview = A reviewer has already decided on a part of it, so you cannot withdraw it yourself. If something has to change, please ask your reviewer to send it back to you.
