# A campaign's definition comes in by chat
command-newcampaign = New campaign, or a new version of a form
publishing-title = A new campaign
publishing-how = Send the campaign's definition (a .json file of at most 1 MB) to this chat. It is checked first: every mistake is named with its place; a sound one is shown as a preview that you can walk through question by question, as a contact would. Nothing is stored before you confirm.
publishing-versions = A definition with the id of an existing campaign is a new version of it: before you publish, you are told what it would mean for the drafts that people are filling in.
publishing-after = After an earlier campaign: tap one below. Its questions, areas and sheets stay as they are; it only needs a new title.
button-publishing-known = After “{ $title }”…
publishing-known-like = A new one: the questions of its { $forms } form(s), its areas, sheets and notice stay, the title and the id are new. The earlier one and what was filed in it stay as they are.
publishing-known-file = A new version of it: download its definition file, change it, send it back. Leave the id as it is.
publishing-known-gone = That campaign was not found. Please send /newcampaign again.
button-publishing-like = New one after it…
button-publishing-file = Download definition
button-publishing-begin = ‹ Back
publishing-title-ask = A new one after “{ $title }”. Please send its title, for example: Survey of technology demands 2027
publishing-title-refused = Please write the title in one line, of 2 to { $most } characters. Try again:
publishing-definition = The definition file. Change it and send it back: with the same id it is a new version; with another id and receiptPrefix it is a new campaign.
publishing-past-years = Please note: the words of the forms or of the notice still name earlier years ({ $years }). To change them, create the campaign as a draft, download its definition file with /newcampaign, and send it back changed.
publishing-built-in = Or take one of the built-in definitions:
button-publishing-sample = Download a sample
button-publishing-schema = Download the schema
publishing-sample = A sample: the campaign of Zhangjiajie of 2021. Change it and send it back; a new campaign needs another id and receiptPrefix.
publishing-schema = The JSON Schema of definitions: an editor that knows it marks mistakes while you write.
publishing-too-big = This file has more than 1 MB, which no definition has; it was not read. Please check it and send it again.
publishing-vanished = This file can no longer be fetched. Please send it again.
publishing-gone = There is no such definition. Please send the file again.
publishing-no-text-empty = This file is empty. Please check it and send it again.
publishing-no-text-office = This is an archive or an Office file that is only called .json. Please send the definition itself.
publishing-no-text-utf16 = This file is in UTF-16. Please save it as UTF-8 and send it again.
publishing-no-text-encoding = This file is not in UTF-8 (perhaps in GBK). Please save it as UTF-8 and send it again.
publishing-no-text-binary = This file is no text and cannot be a definition. Please check it and send it again.

# What is wrong with a definition
publishing-faulty = { $count ->
    [one] This definition has one mistake; it was not stored
   *[other] This definition has { $count } mistakes; it was not stored
}
publishing-faulty-many = This definition has { $count } mistakes or more; it was not stored
publishing-faulty-more = … and { $count } more
publishing-faulty-then = Please mend it and send it again.
publishing-faults-name = definition-mistakes
publishing-faults-caption = The { $count } mistakes that were found.

# The preview
publishing-organiser = Organiser: { $organiser }
publishing-id = Id: { $id } · receipt prefix: { $prefix }
publishing-areas = { $count ->
    [one] One area: { $names }
   *[other] { $count } areas: { $names }
}
publishing-no-areas = No areas
publishing-days = { $count } days after opening
publishing-deadlines = Deadlines: units { $unit }, recommenders { $recommender }
publishing-deadlines-stay = Deadlines: they stay as they are, whatever the file says.
publishing-form-unit = Form: { $title } (filled in by units; sections: { $sections }, questions: { $questions })
publishing-form-recommender = Form: { $title } (filled in by recommenders; sections: { $sections }, questions: { $questions })
publishing-sheets = { $count ->
    [one] One sheet: { $titles }
   *[other] { $count } sheets: { $titles }
}
publishing-is-applied = This definition has been confirmed.
publishing-then = Deadlines, areas, opening and closing: /campaigns. Staff and the roster of units: /people.
publishing-is-dropped = This definition was dropped; nothing was stored.
publishing-refused = { $count ->
    [one] It cannot be stored beside what is there, for one reason. Please mend it and send it again:
   *[other] It cannot be stored beside what is there, for { $count } reasons. Please mend it and send it again:
}
publishing-prefix-taken = The receipt prefix { $prefix } is used by “{ $campaign }”; choose another receiptPrefix.
publishing-prefix-used = Receipts were issued with the prefix { $prefix }; receiptPrefix cannot change any more.
publishing-form-gone = The form { $form } has been begun ({ $count }) and cannot be left out.
publishing-area-gone = The area “{ $area }” has forms, units or staff, and cannot be left out; nor can its id change.
publishing-form-others = The form { $form } has been begun ({ $count }) and cannot be given to others to fill in (filledBy).
publishing-id-reused = { $path }: in an earlier version “{ $question }” was another question ({ $why }). No answer may become the answer to something else; give the question a new id.
publishing-id-kind = its kind was { $before } and is { $after }
publishing-id-unit = its unit was { $before } and is { $after }
publishing-id-repeats = asked once before and now for each demand, or the other way round
publishing-version = What publishing would mean
publishing-same = It reads exactly as what is stored; there is nothing to publish.
publishing-no-form-changes = No form changes; only what is said of the campaign.
publishing-form-added = “{ $title }”: a new form.
publishing-form-changed = “{ $title }” changes:
publishing-no-drafts = Nobody is filling it in at the moment.
publishing-filed = { $count } submitted or sent back stay on their version.
publishing-drafts-stay = Every draft stays on its version until its owner taps “Move to the new version”; nothing that was filled in is lost.
publishing-notice-silent = Mind: the notice reads otherwise, but notice.version is the same, so nobody who accepted it will see it again.
publishing-from-chat = Once published, the definition sent here is what counts: the file beside the program no longer does, and a title or areas edited earlier give way to it.
publishing-range = { $least } to { $most }
impact-none = { $drafts ->
    [one] one draft unaffected
   *[other] { $drafts } drafts unaffected
}
impact-more = { $drafts } with { $count } more to answer
impact-overLimit = { $drafts } with { $count } over the new limit
impact-invalid = { $drafts } with { $count } no longer possible, to be answered again
impact-gone = { $drafts } with { $count } whose question is gone
impact-clashes = { $drafts } with { $count } that contradict each other
impact-comma = , { "" }
button-publishing-walk = Walk through it as a contact
button-publishing-draft = Create as a draft
button-publishing-open = Create and open
button-publishing-version = Publish the new version
button-publishing-drop = Drop
button-publishing-show = ‹ Back to the summary
publishing-walk = Preview { $page }/{ $pages }
publishing-place = { $section } · question { $number }/{ $count }
publishing-repeats = { " " }(once for each demand)
publishing-computed = Worked out, not asked.
publishing-choices = Choices: { $choices }
publishing-guide = Guidance: { $guide }
publishing-conditional = Asked only where earlier answers call for it.

# After confirming
publishing-done-created = Created.
publishing-done-published = The new version is published.
publishing-done-dropped = Dropped.
publishing-done-settled = This definition was dealt with before; nothing was stored again.
publishing-done-refused = Not stored: it does not fit what is there, see below.
publishing-done-changedMeanwhile = Not stored: somebody has changed this campaign since you saw the preview. This is how things stand now; please look again.
