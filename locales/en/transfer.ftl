# More: whole forms
button-form-more = More…
form-more = More · { $name }
form-more-hand = Another contact: when the contact has left or was the wrong one, the form goes to another contact of the unit.
form-more-move = Another area: when the unit chose the wrong area, the whole form goes to the right one for review.
form-more-link = Same need: when similar projects are of the same need they can be linked; both sides see it.
button-form-hand = Another contact…
button-form-move = Another area…
button-similar = Similar: { $name }
button-need-same = Same need: { $name }
button-need-other = Unlink: { $name }
need-linked = Same need: { $name } ({ $unit })

# Another contact
hand-ask = Hand this form of { $unit } to another contact.
    A link is made that works once within { $days } days; please pass it on to the new contact. Once they open it and agree, the form is theirs; the former contact is told and no longer sees it. Corrections that are open go along.
hand-ask-nobody = The former contact of { $unit } has deleted their account data.
    A link is made that works once within { $days } days; please pass it on to the new contact. Once they open it and agree, the form is theirs.
button-hand-link = Make the link
hand-made = The link is ready; please pass it on to the new contact of { $unit }:
    { $link }
    It works once, until { $until }. A new link makes this one void.
hand-made-again = The link was made already and is shown only once. If you did not see it, open the project again and make another; the former becomes void.
take-over-ask = You are asked to take over the form “{ $form }” of { $unit }.
    Then you fill it in, change it and see it; the former contact no longer does. Please read what follows first.
button-take-over = Agree and take over
taken-over = You have taken over. This form is yours to fill in now.
taken-over-how = Tap below to see it. Later you find it with /start or /status.
button-open-form = Open this form
take-over-own = This form is yours already. The link has not been used up; please pass it on to the new contact.
take-over-other-draft = You have a form of the same kind that is not finished, and cannot take over another. Please submit or delete yours first, then open this link again.

# Another area
form-moved-from = Moved to this area. The contact had chosen: { $area }
move-where = { $unit } now belongs to: { $area }. Where should the whole form ({ $count } projects) go?
move-sector = Please choose the sector:
move-ask = Move the whole form of { $unit } from “{ $from }” to “{ $to }”?
    The other area is told and sees it in /inbox; the contact is told too. What was accepted is reviewed anew there. The contact’s answers stay; if the contact changes the area later, the contact’s choice counts.
button-move-now = Move to { $to }

# Two forms for one credit code
form-rivals = The same credit code stands on { $count } other form(s). Please look into it.
button-form-rivals = Same credit code: settle
rivals-title = These forms give one credit code:
rival-own = This form
rival-other = Other form ({ $number })
rival-unit = Unit: { $unit }
rival-unit-hidden = (not yours to see)
rival-area = Area: { $area }
rival-time = Submitted: { $time }
rival-count = Projects: { $count }
rival-projects = Projects: { $count } ({ $names })
rival-not-yours = This form is outside your scope. Ask the planning office if it should be withdrawn.
rivals-how = Keep both if both are valid. A form too many can be withdrawn: it becomes a draft again, its contact is told your reason, and nothing is lost.
rivals-settled = This has been settled already.
button-rival-keep = Keep both: { $title }
button-rival-withdraw = Withdraw: { $title }…
rival-why = Please write why it is withdrawn (at most 200 words); the contact will see it:
button-why-again = Write again
rival-why-long = This reason has { $count } words, more than 200, and was not kept. Please write a shorter one.

# Outcomes
transfer-done-move = Moved.
transfer-done-keepBoth = Noted: both are kept.
transfer-done-withdraw = Withdrawn; the contact is told now.
transfer-done-link = Linked.
transfer-done-unlink = Unlinked.
transfer-not-whole = Some projects of this form are outside your scope, so it cannot be handled as a whole. Please ask the planning office.
transfer-other-draft = This contact has another form of the same kind that is not submitted, so this one cannot be withdrawn now. Please ask them to submit or delete that draft first.

# Notices
notice-handed-over = “{ $form }” of { $unit } is now filled in by another contact. You need do nothing more and can no longer see it. If in doubt, ask the responsible person of your area.
notice-moved = “{ $form }” of { $unit } was passed to “{ $area }” for review. You need not fill it in again; nothing in it has changed.
notice-moved-in = { $count } project(s) of { $unit } were moved to “{ $area }” for your review. You find them in /inbox too.
notice-filing-withdrawn = “{ $form }” of { $unit } was withdrawn, because there is another form for the same credit code.
    Reason: { $words }
    All you wrote is still there, as a draft. If the credit code was wrong, correct it and submit again; if it was indeed filed twice, you need do nothing.
