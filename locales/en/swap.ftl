# A sheet without room, and what several reviewers pick to send back
sheet-full-line = { $number }. { $name } ({ $unit })
button-swap = Replace { $number }. { $name }
done-swap = Swapped: this one is accepted, the other waits for review again.
fields-others = Picked by other reviewers and not sent yet (not sent with yours):
fields-others-line = · { $label }: { $reason } ({ $title })
