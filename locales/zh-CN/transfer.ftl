# 更多：整份表的移交
button-form-more = 更多…
form-more = 更多 · { $name }
form-more-hand = 换填报人：原填报人离职或填错人时，把这份表交给单位的另一位联系人。
form-more-move = 移到其他区域：单位选错了区域时，把整份表移交给正确的区域审核。
form-more-link = 同一需求：确认与相近的项目是同一需求时，可以关联起来，双方都会看到。
button-form-hand = 换填报人…
button-form-move = 移到其他区域…
button-similar = 查看相近项目：{ $name }
button-need-same = 同一需求：{ $name }
button-need-other = 取消关联：{ $name }
need-linked = 同一需求：{ $name }（{ $unit }）

# 换填报人
hand-ask = 把“{ $unit }”的这份表交给另一位联系人。
    会生成一个只能用一次的链接，{ $days } 天内有效，请您转发给新的联系人。对方打开并同意后，表就归对方；原填报人会收到通知，以后看不到这份表。已退回的修改也一起转过去。
hand-ask-nobody = “{ $unit }”的原填报人已删除自己的账号资料。
    会生成一个只能用一次的链接，{ $days } 天内有效，请您转发给新的联系人。对方打开并同意后，这份表就归对方。
button-hand-link = 生成链接
hand-made = 链接已生成，请转发给“{ $unit }”的新联系人：
    { $link }
    只能用一次，{ $until } 前有效。重新生成后，旧链接作废。
hand-made-again = 链接已经生成过，只显示一次。没有看到的话，请重新打开项目，再生成一个，旧的会作废。
take-over-ask = 有人请您接手填报：“{ $unit }”的《{ $form }》。
    接手后，由您填写、修改和查看这份表，原填报人不再能看到。请先看下面的说明。
button-take-over = 同意并接手
taken-over = 已接手，这份表现在归您填报。
taken-over-how = 点下面的按钮查看。以后用 /start 或 /status 也能找到。
button-open-form = 打开这份表
take-over-own = 这份表本来就是您填报的，不用接手。链接还没有用掉，请转发给新的联系人。
take-over-other-draft = 您自己还有一份同样的表没有填完，不能同时接手另一份。请先提交或删除自己的那一份，再打开这个链接。

# 移到其他区域
form-moved-from = 已移交到本区域。填报人选的是：{ $area }
move-where = “{ $unit }”现在归：{ $area }。要把整份表（{ $count } 个项目）移到哪个区域？
move-sector = 请选择所在行业：
move-ask = 把“{ $unit }”的整份表从“{ $from }”移到“{ $to }”？
    对方区域会收到通知，在 /inbox 里看到；填报人也会收到通知。已通过的项目要由新区域重新审核。填报人的答案不改；以后填报人自己改了区域，以填报人改的为准。
button-move-now = 确认移到{ $to }

# 同一信用代码有两份
form-rivals = 另有 { $count } 份表填了同一个信用代码，请核对后处理。
button-form-rivals = 处理同一信用代码…
rivals-title = 以下几份表填了同一个信用代码：
rival-own = 本份
rival-other = 另一份（{ $number }）
rival-unit = 单位：{ $unit }
rival-unit-hidden = （不归您负责，不显示）
rival-area = 区域：{ $area }
rival-time = 提交时间：{ $time }
rival-count = 项目：{ $count } 个
rival-projects = 项目：{ $count } 个（{ $names }）
rival-not-yours = 这一份不归您负责。需要撤回它时，请联系规划科。
rivals-how = 两份都有效就都保留；多报的可以撤回一份，它会变回草稿，填报人会收到您写的原因，内容不丢。
rivals-settled = 已经处理过了。
button-rival-keep = 两份都保留：{ $title }
button-rival-withdraw = 撤回{ $title }…
rival-why = 请写撤回的原因（200 字以内），填报人会看到：
button-why-again = 再写一次
rival-why-long = 这段原因有 { $count } 字，超过 200 字，没有保存。请缩短后再写一次。

# 结果
transfer-done-move = 已移交。
transfer-done-keepBoth = 已记下：两份都保留。
transfer-done-withdraw = 已撤回，填报人马上会收到通知。
transfer-done-link = 已关联。
transfer-done-unlink = 已取消关联。
transfer-not-whole = 这份表里还有不归您负责的项目，不能整份处理。请联系规划科。
transfer-other-draft = 这位填报人还有一份没提交的同样的表，现在不能撤回这一份。请让对方先提交或删除那份草稿。

# 通知
notice-handed-over = “{ $unit }”的《{ $form }》已改由另一位联系人填报。您不再需要处理它，也不能再查看。如有疑问，请联系您所在区域的责任人。
notice-moved = “{ $unit }”的《{ $form }》已移交“{ $area }”审核。您不需要重新填写；填报内容没有变化。
notice-moved-in = “{ $unit }”的 { $count } 个项目移交到了“{ $area }”，请审核。也可以发 /inbox 查看。
notice-filing-withdrawn = “{ $unit }”的《{ $form }》被撤回，因为同一个信用代码有另一份填报。
    原因：{ $words }
    您填写的内容都还在，已变回草稿。如果是信用代码填错了，改正后可以重新提交；如果确实重复，不用再处理。
