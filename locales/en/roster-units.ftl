# Units of a roster, taken off and put back
button-roster-units = Take off or put back a unit…
unit-removed-title = Units taken off the roster: { $count }
unit-removed-how = A unit that is taken off no longer counts in the coverage and cannot be bound by a link; what it has filed and its contact stay. Choose one below to put it back.
button-unit-off = Take off a unit…
button-unit-on = Put back: { $name }
unit-off-which = Which one is taken off?
unit-off-ask = Take “{ $name }” off the roster? It can be put back later.
unit-off-bound = It has a contact; what was filled in is not touched.
button-unit-off-now = Take off
unit-off-done = Taken off the roster.
unit-on-done = Back on the roster.
unit-on-there = Not put back: the roster has another unit of this name or credit code.
