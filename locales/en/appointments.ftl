# Roles
role-planner = Planning office (all areas)
role-responsible = Responsible person
role-leader = Leading official (reads only)
role-collector = Collecting office
role-recommender = Recommender

# People
command-people = People: invite, list, withdraw
people-not-administrator = Only administrators can use this command. Their account numbers are in the setting ADMIN_IDS.
people-your-number = Your account number is { $number }.
people-which = Please choose the campaign:
people-title = People · { $title }
people-none = Nobody has been invited yet.
people-line = { $number }. { $role }: { $title }
people-scope = 　covers: { $scope }
people-scope-all = all areas, and what nobody else covers
people-scope-area = { $value }
people-scope-sector = city departments ({ $value })
people-scope-category = { $value } projects of city departments
people-invited = Invited: { $role } { $title } (valid until { $until })
button-invite = Invite…
button-withdraw-person = Withdraw { $number }
button-revoke = Cancel the invitation: { $title }
button-people = ‹ People
invite-which = Whom do you want to invite? Tap one; the name comes next.
invite-name = Inviting a { $role } for: { $scope }.
    Please send the full name of the office (for a person: their name or department). It stands in lists and on the sheet, e.g. { $example }
invite-name-example-office = Cili County Bureau of Science and Technology
invite-name-example-person = Rural Technology Office
invite-name-refused = The name must have 2 to 60 characters. Please send it again.
invite-made = The invitation:
    { $link }
    For: { $role } { $title }
    Please pass on the link or the QR code above. It works once and until { $until }; a mistaken one can be cancelled in /people.
invite-made-again = This invitation has been made already; its link is shown only once. If it did not arrive, cancel it in /people and invite again.
withdraw-person-ask = Withdraw “{ $role }: { $title }”? The person will see no form any more, at once.
button-withdraw-person-now = Withdraw now
withdraw-person-done = Withdrawn.
revoke-done = The invitation is cancelled.
people-gone = This entry is gone. Please open /people again.

# Accepting
link-refused = This invitation does not work: it may have been used, have expired or be incomplete. Please ask the administrator for a new one.
link-too-many = Too many tries. Please wait an hour, or ask the administrator for a new link.
appointed = Welcome. You are now { $role } of “{ $campaign }”: { $title }.
appointed-how = They are in the menu too, and /help shows them at any time. Reminders are turned on and off with /reminders (or by typing “reminders”). To fill in a form yourself, use /start.

# Commands of the staff
staff-help-title = What you can use
staff-task = /{ $command } (or type “{ $word }”): { $what }
staff-task-roster = Rosters of units: import, links, taking off
