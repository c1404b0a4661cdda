# Why an answer cannot be taken: what was understood, what is wrong, what to do
refusal-empty = There is no text in that. Please type the answer again.
refusal-notAsked = This one is worked out automatically; you need not fill it in.
refusal-nothing-skip = If there is none, just tap “Skip”.
refusal-nothing-zero = If there is none, please send 0.
refusal-nothing-answer = This question must be answered; “none” will not do here.
refusal-tooManyCharacters = That is { $count } characters; at most { $max } fit here. Please shorten it and send it again.
refusal-beyondCeiling = That is { $count } { $unit }; at most { $limit } fit here, so it was not taken. A text so far over the limit is not kept as a draft either. Please shorten it and send it again.
refusal-beyondCeiling-run = That text has { $count } characters, far more than there is room for here, so it was not taken, and is not kept as a draft either. Please shorten it and send it again.
refusal-notANumber = I could not read a number there. Please send just one number, such as { $example }.
refusal-numberRange = That looks like a range or an estimate. Please send one definite number, such as { $example }.
refusal-numberTooLarge = That number is too large. Please check its digits and the unit.
refusal-fraction = I read { $value }, but this must be a whole number. Please type it again.
refusal-negative = I read { $value }, but this cannot be negative. Please check it and send it again.
refusal-wrongUnit = The unit or currency does not fit this question. Please use the unit of the question; a number alone is fine.
refusal-ambiguousNumber = That can be read in two ways ({ $values }). Please write the number in full.
refusal-below = I read { $value }; it cannot be less than { $min }. Please check it and send it again.
refusal-above = I read { $value }; it cannot be more than { $max }. Please check it and send it again.
refusal-notAChoice = That is not one of the choices. Please tap a button below, or type the words of a choice.
refusal-partNotAChoice = “{ $part }” is not one of the choices. Please tap the buttons, or type the choices with commas between them.
refusal-severalChoicesFit = Several choices fit: { $choices }. Please tap one of them.
refusal-notInList = Nothing was found. Try other words, or tap the buttons to go through the list.
refusal-tooFew =
    { $count ->
        [0] There is nothing yet; at least { $min } needed.
        [one] There is 1 so far; at least { $min } needed.
       *[other] There are { $count } so far; at least { $min } needed.
    }
refusal-tooMany =
    { $count ->
        [one] There is 1; at most { $max } allowed.
       *[other] There are { $count }; at most { $max } allowed.
    }
refusal-partTooLong = “{ $part }” has { $count } characters; each may have at most { $max }.
refusal-notYesOrNo = Please tap “Yes” or “No”.
refusal-mobile =
    { $digits ->
        [one] I count 1 digit.
       *[other] I count { $digits } digits.
    } A mobile number has 11 and begins with 1; please check it.
refusal-mobile-none = I could not read a mobile number there. Please type its 11 digits, beginning with 1.
refusal-mobile-shape = That does not look like a mobile number of mainland China (11 digits, the first a 1, the second 3 to 9); please check it.
refusal-phone = I could not read a phone number there. Please give a mobile number, or a landline with its area code, such as 010-12345678 ext. 801.
refusal-severalNumbers = There seems to be more than one number. Please send just one.
refusal-areaCodeMissing = Please put the area code before a landline, as in 010-12345678.
refusal-email = That does not look like an email address. It has one @ in it, as in name@qq.com; please check it.
refusal-email-likely = That does not look like an email address. Did you mean { $likely }? Please check it and send it again.
refusal-webAddress = That does not look like a web address such as www.example.com; please check it.
refusal-postalCode =
    { $digits ->
        [one] I count 1 digit; a postal code has 6.
       *[other] I count { $digits } digits; a postal code has 6.
    }
refusal-postalCode-none = I could not read a postal code there. Please type its 6 digits.
refusal-codeShape-none = I could not read a code there. Please copy the 18 characters of the unified social credit code from the business licence.
refusal-codeShape =
    { $found ->
        [one] I count 1 character; a unified social credit code has 18. Please copy it from the business licence.
       *[other] I count { $found } characters; a unified social credit code has 18. Please copy it from the business licence.
    }
refusal-codeLetters = The code holds a character that never occurs in one (there is no I, O, S, V or Z; usually it is the digit 1, 0, 5 or 2). Please compare it with the business licence.
refusal-codeLetters-likely = The code holds a character that never occurs in one (there is no I, O, S, V or Z). Did you mean { $likely }? Please compare it with the business licence and send it again.
refusal-codeDigits = This code does not pass its check; most likely one character is wrong. Please compare it with the business licence, character by character.
refusal-codeIdentityCard = This looks like the number of an identity card. Please give the unified social credit code on the business licence.
refusal-date-shape = I could not read a date there. Please write it like this: { $example }.
refusal-date-impossible = There is no such day; please check it.
refusal-date-range = The year must be between 1900 and 2100. Please check it and send it again.
refusal-date-yearMissing = The year is missing. Please write the date like this: { $example }.
refusal-tooEarly = { $date } is too early; the first day allowed is { $earliest }.
refusal-tooLate = { $date } is too late; the last day allowed is { $latest }.
refusal-year = I could not read a year there. Please send four digits, such as { $example }.
refusal-yearRange = I read { $value }; the year must be between { $min } and { $max }. Please check it and send it again.
refusal-breaksCheck =
    This does not agree with another answer ({ $left } and { $right }): { $reason }
    It was not taken; please send it again. If it is the other answer that is wrong, tap “Overview”.
value-yes = Yes
value-no = No
