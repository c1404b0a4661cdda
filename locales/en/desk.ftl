# Commands
command-inbox = Projects that wait for review
command-summary = Summary: figures, chart, official sheet
command-coverage = Who has filed

# Waiting
desk-not-staff = This command is for responsible persons and collecting offices. You have no such role; if you should, ask the administrator for an invitation. To fill in a form, use /start.
inbox-title = { $filter } ({ $total })
inbox-filter-todo = Waiting for review
inbox-filter-sentBack = Sent back, waiting for the unit
inbox-filter-accepted = Accepted
inbox-filter-all = All
inbox-search = Found for “{ $words }”
inbox-empty = Nothing now.
inbox-line = { $number }. { $mark }{ $name }
inbox-line-unit = 　{ $unit } · { $area } · { $state } · { $time }
inbox-hint = Tap a number to open it. ● has not been read yet.
button-inbox-search = Search…
desk-page-back = ‹ Back
desk-page-next = More ›
inbox-search-ask = Please send a few characters of the project’s or the unit’s name:
state-waiting = waiting
state-corrected = corrected, waiting again
state-sentBack = sent back
state-accepted = accepted
state-withdrawn = withdrawn

# One project
file-head = { $unit } · { $area }
file-receipt = Receipt { $number } (version { $version }, { $time })
file-state = State: { $state }
file-rank = Rank: { $rank } on its sheet
file-readers = Read by: { $readers }
file-reader = { $title } ({ $time })
file-gone = This project was not found: it may not be yours, or it may be gone.
file-no-contact = The contact has deleted their account here, so nobody would hear of it. Please call the unit.
file-page = Page { $page }/{ $pages }
file-unit-part = The unit
file-brief = Brief description: { $text }
file-brief-proposed = Brief description (taken from the form by itself, please check): { $text }
file-recommendation = Recommendation: { $text }
file-recommendation-none = not written yet
file-reason = Reason: { $text }
file-changed = [changed] before: { $before }
file-changed-same = [the contact keeps the answer as it was]
file-was-empty = (empty)
file-open-correction = [sent back, waiting] { $reason }
file-similar = Possibly the same need (by similar wording, please check):
file-similar-line = · { $name } ({ $unit }), { $percent }% alike
file-similar-elsewhere = · A project that is not yours, { $percent }% alike (ask the planning office)
file-note-code = The code fails its check character; the contact says it is as on the licence.
recommendation-province = Provincial project
recommendation-city = City project
recommendation-none = Not recommended
button-accept = Accept
button-send-back = Send back
button-reopen = Undo accepting
button-brief = Brief description
button-recommend = Recommendation
button-rank-up = ▲ Up
button-rank-down = ▼ Down
button-inbox = ‹ List
button-file = ‹ The project
button-unit-form = Print the form

# Sending back
fields-title = Send back · { $name }
    Tap the questions to correct, then the reason. Only these can be changed; the rest stays.
fields-chosen = { $count } chosen:
fields-line = · { $label }: { $reason }
button-send-back-go = Next: send these { $count } back
field-reason = What is wrong with “{ $label }”?
    The answer now: { $value }
field-empty = (none)
reason-missing = missing
reason-unclear = unclear
reason-wrong = wrong
reason-overScope = out of scope
reason-other = other
reason-with-words = { $reason }: { $words }
button-reason-words = { $reason } + a sentence
button-unchoose = Leave this one
field-words-ask = Please write a sentence on how to correct “{ $label }” (up to 200):
field-words-long = This has { $count }, more than 200. Please shorten it and send it again.
send-back-ask = “{ $name }” goes back to { $unit } with { $count } corrections. By when?
button-due = { $days } days (until { $date })
send-back-done = Sent back; the contact is told at once. It will be in /inbox again when it is corrected.

# Brief description, recommendation
brief-ask = Please send the brief description of “{ $name }”, up to { $limit }. You can copy this and change it:
brief-long = This has { $count }, more than { $limit } ({ $excess } too many), and was not saved. Your text is above; shorten it and send it again. Cut short it would be:
brief-saved = The brief description is saved.
button-take-proposal = Take the proposal
recommend-ask = The recommendation for “{ $name }”:
button-recommend-reason = Write a reason…
reason-ask = Please send the reason for recommending “{ $name }” (up to 200):
reason-done = The reason is saved.
done-accept = Accepted.
done-reopen = Undone, it waits for review again.
done-recommend = Noted.
done-rank = Moved.
desk-changed = Somebody has just changed this project, so yours was not done. This is how it stands:
desk-not-now = Not possible now: its state has changed. This is how it stands:
desk-sheet-full = The sheet has room for { $most } projects and is full. “{ $name }” can take the room of one of them: that one goes back to review, and this one is accepted at once. Which gives way?
dialog-lost = What you typed belongs to no question (it may have waited too long, or something else was tapped). Please tap the button again, then send it.
dialog-rest-late = This looks like the rest of your last long text. It came late and was not used; what came before it was taken by itself. If it is something new, please send it once more; if it belongs to that text, please send the whole text again.
