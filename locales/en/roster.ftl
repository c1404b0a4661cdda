# Rosters
button-roster = Rosters…
roster-which = Which campaign's roster?
roster-file-of = A roster has come. Which campaign is it for?
roster-title = Rosters · { $title }
roster-none = No roster of units has been brought in yet.
roster-count = Roster of units: { $count }, of which { $bound } have a contact who came by a link.
roster-how = To bring in a roster of units, send the xlsx file here. The first row holds the headings, as in the empty file below: at least the unit's name, and, if known, credit code, area, sector, contact and phone. You see every change before it is made, confirm with one tap, and can undo it.
roster-how-staff = A roster of staff comes as xlsx too, with the headings of its empty file; once confirmed, a file with the invitation links comes back.
button-roster-blank = Empty roster of units
button-roster-blank-staff = Empty roster of staff
roster-blank-name = Roster of units (empty)
roster-blank-caption = Please fill in one row for each unit and send the file back here. Format the cells of credit codes and phones as text. Areas: { $areas }
roster-blank-staff-name = Roster of staff (empty)
roster-blank-staff-caption = Please fill in one row for each person or office and send the file back here. Roles: { $roles }. Part several areas by commas. Areas: { $areas }
roster-any-area = any
roster-more = … and { $count } more
roster-field-name = Name
roster-field-creditCode = Credit code
roster-field-area = Area
roster-field-sector = Sector
roster-field-contactName = Contact
roster-field-phone = Phone

# Reading a file
file-too-big = This file is larger than 10 MB and was not read. Please keep only the roster, save it as .xlsx and send it again.
file-vanished = This file cannot be fetched any more. Please send it again.
file-not-xlsx = This file cannot be read: it is no .xlsx workbook. Please open it in Excel or WPS, save it as "Excel Workbook (*.xlsx)" and send it again.
file-xls = This is a file of the old Excel (.xls). Please open it in Excel or WPS, save it as "Excel Workbook (*.xlsx)" and send it again.
file-protected = This file opens only with a password. Please take the password off, save and send it again.
file-empty = This file is empty. Please check it and send it again.
file-too-many-cells = This file has too many rows, columns or formats and was not read. Please copy the roster alone into a new workbook and send that.
file-broken = This file is damaged. Please open it in Excel or WPS, save it anew and send it again.
file-no-heading = No headings of a roster were found in this xlsx; nothing was brought in. They must stand within the first ten rows: for units the name and one of credit code, area and contact; for staff the name and the role. Empty files with the right headings are in /people under "Rosters…".
file-staff-refused = Only administrators can bring in a roster of staff.

# What would change
upload-title = Before it is brought in · { $title }
upload-added = { $count } new
upload-changed = { $count } changed
upload-changed-line = · { $name }: { $changes }
upload-change = { $field } from "{ $before }" to "{ $after }"
upload-empty-cell = empty
upload-unchanged = { $count } unchanged
upload-missing = { $count } in the roster but not in the file: left as they are
upload-faults = { $count } cells with problems (these rows are left out)
upload-clash = Row { $row }: the credit code is that of "{ $byCode }", the name that of "{ $byName }"; nobody can tell which is meant. Please check and send it again.
upload-nothing = There is nothing to bring in. Mend the file and send it again.
upload-invited = { $count } to invite
upload-invite-line = · { $role }: { $title }　{ $scope }
upload-known = { $count } appointed or invited already: left out
button-upload-apply = Bring it in
button-upload-undo = Undo this import
upload-applied = Imported.
upload-applied-partly = Imported. { $count } faults: their rows were left out; correct them and send the file again.
upload-undone = Undone. The roster is as it was before.
upload-changed-meanwhile = The roster has just been changed, nothing was brought in. Please look again and confirm:
upload-changed-since = This cannot be undone: since then one of its units was changed or got a contact, or somebody accepted an invitation. Nothing was changed.
upload-not-now = This import has been dealt with already.
upload-gone = This import was not found. Please send the file again.
upload-links-caption = Invitation links: { $count }, valid until { $until }, each for one use. They are in this file alone; please pass them on. A mistake can be undone with the import.
upload-links-again = Links are made once. If the file with the links did not come, undo this import and send the roster again.
upload-links-name = Invitation links
links-column-title = Office or name
links-column-role = Role
links-column-scope = Covers
links-column-link = Link
links-column-until = Valid until

# Cells
fault-line = · { $address }{ $text }: { $fault }
fault-quote = {" "}"{ $text }"
fault-nearest = {" "}Is it "{ $nearest }"?
fault-nameMissing = the name is missing.
fault-unknownArea = no such area; please write it as the campaign does.
fault-unknownSector = no such sector; please write it as the campaign does.
fault-unknownCategory = no such category; please write it as the campaign does.
fault-creditCode = not a credit code: 18 characters, as on the licence.
fault-identity-card = looks like an ID card number; please write the unit's credit code.
fault-phone = not a phone number: 11 digits, or a landline with its area code.
fault-lostDigits = Excel has replaced the last digits. Format the cell as text and type the number again.
fault-tooLong = too long: { $max } characters at most.
fault-twice = the same as { $first }; please keep one row.
fault-titleMissing = the office or name is missing.
fault-roleMissing = the role is missing.
fault-unknownRole = no such role; one of { $known }.
fault-scopeMissing = responsible persons and leading officials need an area, a sector or a category.
fault-oneAreaNeeded = a collecting office needs one area and no more.
fault-scopeNotNeeded = the planning office covers all areas: leave the area empty.

# Links of units
button-roster-links = Links for units…
unit-links-title = Links for units · { $count } without a contact
unit-links-how = One link a unit, for one use, valid for 30 days. Whoever uses it fills in for that unit. When a link is made anew, the unit's earlier unused links stop working at once.
unit-links-all = all
button-unit-links = File of links: { $area } ({ $count })
button-unit-find = Find a unit…
unit-find-ask = Please send a part of the unit's name, or its credit code:
unit-not-found = This unit was not found on the roster.
unit-which = A link for which unit?
button-unit-bound = { $name } (has a contact)
unit-link-made = Link for { $unit }:
    { $link }
    Please pass the link or the QR code on to the unit's contact. It is for one use and valid until { $until }.
unit-link-replaces = This unit has a contact already; once the new link is used, the new person fills in for it.
unit-links-caption = Links for { $count } units, valid until { $until }, each for one use. They are in this file alone; please pass each on to its unit.
unit-links-none = There is no unit to invite here.
unit-links-again = The links were made already and are shown once. If they did not come, make them anew.
unit-links-name = Links for units
unit-bound = Welcome. You now fill in for "{ $unit }" in "{ $campaign }".
button-unit-begin = Begin

# One appointment
button-office = Change { $number }
office-title = { $role }: { $title } · { $campaign }
office-how = Take single parts away (they, and their deputies, stop seeing them at once), or name a deputy for a time. A deputy covers the same, and ends with the appointment.
office-is-deputy = This is a deputy: the scope is that of whom they stand in for, and it ends by itself. To end it earlier, withdraw it in the list of people.
button-office-less = Take away { $scope }
button-office-deputy = Deputy for { $days } days
office-narrowed = Taken away.
office-last-scope = This is the only one left and cannot be taken away. Withdraw the appointment instead.
deputy-name = Please send the name or office of who stands in for "{ $title }" for { $days } days:
deputy-made = The link for the deputy:
    { $link }
    { $title } stands in for { $principal } until { $until }.
    Please pass the link or the QR code on. It is for one use and valid until { $expires }.
people-deputy = 　stands in for { $title } until { $until }
people-back = ‹ Back
people-next = Next ›
