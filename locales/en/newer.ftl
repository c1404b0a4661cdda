# A form has a newer version, and drafts move to it
newer-offer = This form has a newer version. Moving to it, { $means }.
newer-stay = To move, tap “Move to the new version”. You may also stay: fill in and submit the form as it was.
newer-means-nothing = all your answers are kept and nothing more is asked
newer-means-more = { $count ->
    [one] one more question is asked
   *[other] { $count } more questions are asked
}
newer-means-again = { $count ->
    [one] one answer has to be given again (what you wrote is kept)
   *[other] { $count } answers have to be given again (what you wrote is kept)
}
newer-means-gone = { $count ->
    [one] the question of one answer is no longer there
   *[other] the questions of { $count } answers are no longer there
}
newer-comma = , { "" }
newer-some = A form marked “new version” has changed. If you move to it, your answers are kept and only what is new is asked; you may also fill in and submit it as it was.
button-newer = Move to the new version
button-newer-of = New version: { $title }
newer-moved = The form is now in its new version; your answers came along.
newer-moved-again = { $count ->
    [one] One answer does not fit the new version and is asked again; what you wrote is kept.
   *[other] { $count } answers do not fit the new version and are asked again; what you wrote is kept.
}
newer-moved-more = { $count ->
    [one] The new version asks one more question.
   *[other] The new version asks { $count } more questions.
}
newer-moved-gone = { $count ->
    [one] The question of one answer is no longer there; the answer stays in your history (see /mydata).
   *[other] The questions of { $count } answers are no longer there; the answers stay in your history (see /mydata).
}
newer-former = Your former answer (it does not fit the new version, please answer again):
declined-otherVersion = Expired: this button belongs to an earlier version of the form, which has moved to the new one. Nothing was changed.
declined-noNewerVersion = This form is in its newest version already.
