# 命令菜单
command-start = 开始或继续填报
command-preview = 总览：看全部答案，跳到任一题
command-back = 回到上一题
command-projects = 我的项目：增加、排序、删除
command-status = 我的填报：进度、回执
command-submit = 检查并提交
command-print = 打印（Word 文件）
command-cancel = 先离开，已填内容都保留
command-help = 怎么填、字数怎么算
command-mydata = 查看保存了我的哪些数据
command-forget = 删除我的数据
command-language = 切换语言 / Language

# 选择表格
choose-title = 您好！在这里可以一题一题地填写征集表，填一题保存一题，随时可以离开，回来接着填。
choose-which = 请选择要填写的表：
choose-agreed = 打字不算同意。请先选择要填写的表，看过填报须知后点它下面的“{ $button }”按钮：
choose-not-taken = 刚才发的文字没有记入任何表格。请先选择要填写的表：
choose-none = 目前没有开放的征集。有新的征集时，请按通知里的链接进来。
choose-line = { $title } · 截止 { $deadline }，{ $left }
choose-draft = 继续填写：{ $title }（已填 { $done }/{ $total }）
choose-begin = 填写：{ $title }
choose-again = 再填一份：{ $title }
choose-submitted = 已提交（回执 { $number }）：{ $title }
choose-unknown-link = 没有找到这个链接所指的征集，可能已经结束。下面是现在可以填的：

# 填报须知
notice-typed = 打字不算同意，请点下面的“{ $button }”按钮。
notice-renewed = 填报须知有更新，请看一遍，同意后接着填；已填内容都在。
notice-organiser = 征集单位：{ $organiser }
notice-form = 表格：{ $form }
notice-purpose = 用途：{ $text }
notice-kept = 保存什么：{ $text }
notice-retention = 保存多久：{ $text }
notice-contact = 咨询：{ $text }
notice-rights = 您的权利：{ $text }
notice-deadline = 截止时间：{ $deadline }，{ $left }
notice-accept = 同意，开始填写

# 问题
prompt-place = 第 { $number }/{ $count } 题
prompt-progress = 全表 { $percent }% { $bar }
prompt-optional = 选填
prompt-limit = 限 { $limit } { $unit }
unit-words = 字
unit-characters = 个字符
prompt-unit = 单位：{ $unit }
prompt-example = 例：{ $example }
prompt-now = 现在的答案：{ $value }
prompt-skipped = 这一题跳过了，现在可以补填。
prompt-text = 请直接输入文字。
prompt-long = 请把全文直接输入或粘贴进来，一次发出，可以有多个段落。
prompt-number = 请输入数字。
prompt-money = 请输入金额，单位是{ $unit }（写“320万”“3.2亿”也行）。
prompt-money-negative = 可以是负数（亏损），如 -12.5。
prompt-choose = 请点一项，也可以直接输入。
prompt-several = 可选多项，点完后按“选好了”。
prompt-several-most = 最多选 { $max } 项，点完后按“选好了”。
prompt-list = 点按钮选择（带“›”的点开还有下一级），或输入名称里的几个字来查找，共 { $count } 项。
prompt-short-texts = 请输入 { $min } 到 { $max } 个，用顿号或逗号隔开，每个不超过 { $length } 个字符。
prompt-yes-no = 请点“是”或“否”。
prompt-mobile = 请输入 11 位手机号码。
prompt-phone = 请输入电话，手机或带区号的座机，如 010-12345678。
prompt-email = 请输入电子邮箱，如 name@example.com。
prompt-web = 请输入网址，如 www.example.com。
prompt-postal = 请输入 6 位邮政编码。
prompt-code = 请输入营业执照上的 18 位统一社会信用代码。
prompt-date = 请输入日期，如 { $example }。
prompt-year = 请输入年份，如 { $example }。
prompt-computed = { $label }（自动计算）：{ $value }
prompt-computed-blank = { $label }（自动计算）：还算不出来，暂时留空
prompt-draft-kept = 您写的 { $count } { $unit }还留着（限 { $limit } { $unit }）。可以改短后重新发送，也可以点下面的按钮用截短的版本。
prompt-suggested = 按信用代码里的登记地，可能是“{ $choice }”，请您确认。
prompt-earlier = 您上次填的是：{ $value }
prompt-closed = 本表已于 { $deadline } 截止。您的内容都在，但不能再提交；确需补交请联系征集单位。
prompt-apart = 这一题不在纸质表上，用来确定由谁负责您的需求。

button-back = ‹ 上一题
button-next = 下一题 ›
button-clear = 清空
button-skip = 跳过
button-overview = 总览
button-guide = 填写说明
button-go-there = 去填这一题
button-done = 选好了（{ $count }）
button-yes = 是
button-no = 否
button-cut = 用截短的版本（{ $count } { $unit }）
button-show-cut = 看截短的版本
button-reuse = 沿用：{ $value }
button-reuse-all = 其余 { $count } 项也沿用上次
button-code-confirm = 与执照一致，就用它
button-money-keep = 就是 { $value } { $unit }
button-money-convert = 是 { $value } { $unit }
button-page-next = 下一页 ›
button-page-back = ‹ 前一页
button-up = ‹ 返回上级
button-submit = 检查并提交
button-submit-now = 确认提交
button-print = 打印草稿
button-print-submitted = 打印
button-add-project = ＋ 再加一个{ $noun }
button-projects = { $noun }管理
button-continue = 继续填写
button-change = 修改
button-keep = 不，保留
button-withdraw = 撤回修改
button-withdraw-now = 确认撤回
button-delete = 删除
button-delete-draft = 删除草稿
button-delete-now = 确认删除
button-forget-now = 确认删除我的数据
button-rename = 改名：{ $name }
button-status = 我的填报

guide-title = 填写说明
guide-none = 这一题没有更多说明。
guide-then = 看完直接输入答案就行。
guide-not-at-hand = 现在要回答的是“{ $label }”，您输入的文字会记到那里。要填上面这一题，请点下面的按钮。
guide-elsewhere = 现在填的是另一份表，您输入的文字会记到那里。要填上面这一题，请点下面的按钮。
guide-all-answered = 这份表的题目都答完了。要改上面这一题，请点下面的按钮。

# 记录
recorded = ✓ 已记下
recorded-changed = ✓ 已改好
recorded-count = { $count }/{ $limit } { $unit }
recorded-cut = （截短的版本）
recorded-note-code = 代码的校验位不符合国标，已注明，审核时可能会核对执照。
recorded-skipped = 已跳过
recorded-reused = ✓ 已沿用 { $count } 项，可在总览里修改。
recorded-tapped = 已选
tick-full = 最多选 { $max } 项。要换一项，请先点掉一项。
recorded-conflict =
    但是和别的答案对不上（{ $left } 与 { $right }）：{ $reason }
    请核对下面这一题。
asked-code = 按国标算，这个代码的最后一位对不上；不过早期登记的代码确有这种情况。请与营业执照逐位核对：完全一致就点下面的按钮，不一致就重新输入。
asked-code-edited = 按国标算，这个代码的最后一位对不上；不过早期登记的代码确有这种情况。请与营业执照逐位核对：完全一致就点下面的按钮，不一致请再次编辑那条消息。
asked-yuan = 您填的是 { $value } { $unit }，数目很大。会不会是按“元”填的？如果是，应为 { $converted } { $unit }。请点一下是哪一个，都不对就重新输入。
asked-yuan-edited = 您改成了 { $value } { $unit }，数目很大。会不会是按“元”填的？如果是，应为 { $converted } { $unit }。请点一下是哪一个，都不对请再次编辑那条消息。
too-long = 共 { $count } { $unit }，超出 { $excess } { $unit }（限 { $limit } { $unit }）。
too-long-kept = 您写的全文已留作草稿，没有丢。可以改短后重新发送，也可以点下面的按钮用截短的版本。
too-long-edited = 要改短，请再次编辑那条消息，也可以点下面的按钮用截短的版本。
instead-of-draft = 您刚发的是“{ $text }”。这一题之前写的 { $draft } { $unit }还留着，没有丢。用哪一个作为答案？改短了的全文也可以直接发送。
button-instead = 用刚发的这 { $count } { $unit }
word-cut = 用截短的版本
too-long-changed = 新写的共 { $count } { $unit }，超出 { $excess } { $unit }（限 { $limit } { $unit }）。原来的答案没有变，新写的文字留作草稿。
cut-preview = 截短的版本（{ $count }/{ $limit } { $unit }）：
edit-wrong = 这次修改没有采用，原来的答案没有变。
edit-waits = 在此之前，原来的答案不变。
edit-unknown = 这条消息不是表里的答案，修改它不会改变填报内容。要改答案请用 /preview。
found-several = “{ $query }”查到 { $count } 项，请点选：
found-many = “{ $query }”查到 { $count } 项，下面是前 { $shown } 项。没有您要的，就多输入几个字再查。
list-title = 共 { $count } 项，第 { $page }/{ $pages } 页
nothing-to-answer = 这份表已全部填完，刚才发的文字没有记入。要改哪一题，请点“总览”；没有要改的就提交。
only-text = 这里只收文字。图片、语音和文件不会记入表格，请把内容打成文字发来。
only-text-caption = 图片和文件不记入表格。图片下的文字没有采用，如果它是答案，请单独发一次。
part-of-long-text = 这条消息只是长文的一段，改动后对不上原文了。请把这一题的全文重新发一次；原来的答案没有变。
private-only = 请和我单独聊天填写，不要在群里填，以免别人看到您的内容。

# 总览
overview-title = 总览 · 已填 { $done }/{ $total }
overview-page = 第 { $page }/{ $pages } 页
overview-open = （未填）
overview-skipped = （跳过）
overview-too-long = （草稿 { $count } { $unit }，超出限制）
overview-draft-beside = （另有新写的草稿 { $count } { $unit }，超出限制，没有采用）
overview-jump = 点编号修改对应的题：
overview-note-code = （※校验位不符）
project-named = { $noun } { $number }：{ $name }
project-unnamed = { $noun } { $number }

# 连接
joined-label = { $label }：{ $value }
joined-aside = { $text }（{ $aside }）
list-comma = 、

# 完成与提交
ready-title = 全部填完了！
ready-hint = 可以再加一个{ $noun }、打印出来请领导过目，或者检查后提交。
ready-hint-single = 可以打印出来请领导过目，或者检查后提交。
ready-typed = 输入“提交”两个字也可以。
missing-title = 还不能提交，有 { $count } 处需要补充：
missing-more = ……还有 { $count } 处
missing-open = { $label }：还没填
missing-too-long = { $label }：草稿 { $count } { $unit }，超出 { $excess } { $unit }，改短后才算填好
missing-check = { $label }：与别的答案对不上（{ $left } 与 { $right }），{ $reason }
readback-title = 请最后核对一遍
readback-confirm = 内容无误就点“确认提交”，或输入“提交”。截止 { $deadline }，{ $left }。提交后如需修改，可在截止前撤回。
readback-rest = 长答案只显示开头，全文请看“打印草稿”。
left-days = { $count } 天
left-hours = { $count } 小时
left-minutes = { $count } 分钟
left-none = 不足 1 分钟
time-left = 还剩 { $time }
time-over = 已截止
receipt-title = ✓ 提交成功
receipt-number = 回执编号：{ $number }
receipt-time = 提交时间：{ $time }
receipt-form = { $form }
receipt-keep = 请保存回执编号。截止前可以撤回修改；如需补正，我们会在这里通知您。
withdraw-ask = 撤回后，回执 { $number } 失效，内容回到草稿，修改后必须重新提交才算数（截止 { $deadline }）。确定撤回吗？
withdrawn = 已撤回，回执 { $number } 失效。内容都在草稿里，改好后请重新提交。

# 项目
projects-title = { $noun }（按优先顺序，共 { $count } 个）
projects-line = { $number }. { $name } · 已填 { $done }/{ $total }
projects-hint = ↑ 把该{ $noun }提前一位。
projects-none = 这份表没有可重复填写的部分。
projects-full = 最多 { $max } 个{ $noun }，不能再加了。
projects-added = 已增加一个{ $noun }。
projects-still-empty = { $noun } { $number }还是空的，先填这一个。
projects-raised = 顺序已调整。
projects-delete-ask = 删除“{ $name }”和它的全部答案？删除后不能恢复。
projects-deleted = 已删除。

# 我的填报
status-title = 我的填报
status-none = 您还没有填写过表格。点 /start 开始。
status-draft = 草稿 · 已填 { $done }/{ $total } · 下一题：{ $next }
status-complete = 草稿 · 已全部填完，还没有提交
status-submitted = 已提交 · 回执 { $number } · { $time }
status-deadline = 截止 { $deadline }，{ $left }
status-older = 还有 { $count } 份更早的，发 /mydata 可以看到全部。
status-closed = 已于 { $deadline } 截止
status-shut = 征集单位已停止接收本表
draft-delete-ask = 删除《{ $title }》的这份草稿和其中的全部答案？删除后不能恢复。
draft-deleted = 草稿已删除。

# 离开、语言、数据
kept = 好的，没有改动。
left = 好的，先到这里。已填内容都保存着，什么时候回来点 /start 就接着填。
language-choose = 请选择界面语言（表格内容以中文为准）：
language-chosen = 界面语言：中文
mydata-nothing = 没有保存关于您的任何数据。
mydata-caption = 这是保存的关于您的全部数据。
forget-ask = 将删除：您的草稿、您的账号标识、同意记录和界面设置，不能恢复。
forget-stays = 会保留：您已提交的 { $count } 份表。它们是征集单位的工作记录，依填报须知保存；如需更正或删除，请联系征集单位。保留的表里不再关联您的聊天账号，您以后也不能在这里查看或撤回它们。
forget-done = 已删除您的草稿和账号标识。
forget-done-stays = 已删除您的草稿和账号标识。已提交的 { $count } 份表作为征集单位的工作记录保留，不再与您的聊天账号关联。
print-caption = 草稿，未提交，仅供核对。
print-caption-submitted = 已提交的内容，回执 { $number }。
print-caption-version = 已提交的内容，回执 { $number }，第 { $version } 版。
print-caption-official = 这是官方样式的表，打印后可以盖章。

# 不能做的
declined-notYours = 没有找到这份表，可能已经删除。点 /start 看看现在有什么。
declined-alreadySubmitted = 这份表已经提交了，要修改请先撤回。
declined-notSubmitted = 这份表还没有提交，可以直接修改。
declined-closed = 征集单位已停止接收本表。您的内容都在；确需办理请联系征集单位。
declined-archived = 本次征集已经归档，只能查看，不能再填写、提交或撤回。
prompt-shut = 征集单位已停止接收本表。您的内容都在，但不能再提交；确需补交请联系征集单位。
prompt-archived = 本次征集已经归档，只能查看。
declined-deadlinePassed = 已经过了截止时间（{ $deadline }）。您的内容都在；确需办理请联系征集单位。
declined-incomplete = 还有没填的内容，先补上再提交。
declined-changedMeanwhile = 已过期：刚才内容有变动（可能在另一台设备上），请再核对一遍。
declined-otherDraftOpen = 您还有同一张表的另一份草稿，请先提交或删除它，再撤回这一份。
declined-lastDemand = 至少要保留一个，不能再删了。
declined-expired = 已过期：这之后情况有了变动，没有改动任何内容。还需要的话，请重新点一次。
declined-filedBefore = 这份表提交过，撤回后的草稿连同记录要保留，不能单独删除。不想再交，不提交就可以。
declined-goneQuestion = 已过期：这一题现在不用填了（前面的答案有变动），没有改动任何内容。
declined-alreadyAnswered = 已过期：这一题已经填过了，没有改动。要改请用“总览”。
declined-required = 这一题必填，不能跳过。

help-title = 怎么填
help-steps =
    一次一题，直接输入或点按钮。随时可以离开，回来点 /start 接着填。
    /back 上一题　/preview 总览和修改
    /projects 增加、排序、删除项目
    /print 打印草稿　/submit 检查并提交（输入“提交”也行）
    /status 进度和回执　/cancel 先离开
    /mydata 我的数据　/forget 删除我的数据　/reminders 提醒设置（输入“提醒”也行）
    发错了？改自己发的那条消息，答案就跟着改：在 Telegram 里长按它（电脑上右键），选“编辑”；在本机聊天网页里点它旁边的铅笔 ✎。
help-count-title = 字数怎么算
help-count =
    和 Word、WPS 显示的“字数”一样：每个汉字、每个中文标点算 1 个字；连在一起的英文单词或一串数字算 1 个字；空格和换行不算。
    刚好等于限制可以，超过 1 个字就不行；超出时会告诉您超了几个字，并给出截短的版本。写的内容不会丢。
parked-notice = 您 { $time } 发的一条消息没能处理成功，我们已经记录下来。请换个方式再发一次；其他内容不受影响。
cut-ends = 截短的版本到这里结束：“…{ $tail }”
unknown-command = 没有这个命令。点输入框旁的“菜单”，或发 /help 看说明。
list-gone = 已过期：这个列表已经不能用了，没有改动任何内容。

# 我的数据（文件）
data-title = 保存的关于您的全部数据
data-identity = 账号标识
data-since = 首次使用
data-language = 界面语言
data-default = 默认（中文）
data-appointment = 工作身份
data-consent = 已同意的填报须知
data-message = 发给您的通知
data-parked = 您发来、未能处理的消息
data-begun = 开始填写
data-withdrawn = 已撤回
data-as-submitted = 回执 { $number } 提交时的内容（已撤回）
data-history = 修改记录

# 退回修改
sent-back-title = 您的《{ $title }》有 { $count } 处需要修改
sent-back-done = 您的《{ $title }》要改的都改好了，还没有重新提交。
sent-back-due = 请在 { $deadline } 前改好并重新提交。其他内容不用动。
sent-back-not-taken = 您的表退回修改了，刚才发的文字没有记入。请先看要改的地方：
correction-missing = 缺少内容
correction-unclear = 不清楚
correction-wrong = 有误
correction-overScope = 超出范围
correction-other = 其他
correct-why = 退回原因：{ $why }
correct-old = 原来的答案（点一下可以复制）：
correct-old-none = 原来没有填。
correct-old-title = { $label } · 原来的答案（点一下可以复制）
correct-closed = 修改期限（{ $deadline }）已过。您的内容都在，但不能再提交；确需办理请联系征集单位。
correct-done-title = 要改的都改好了！
correct-done-hint = 请检查后提交，也可以直接输入“提交”两个字。提交之前，审核人看不到修改。
correct-kept = ✓ 保留原来的答案：{ $label }
correct-free = 现在可以改的是：{ $labels }。
correct-free-more = { $labels }等 { $count } 处
correct-edit-stays = 您改的文字还在那条消息里，没有丢。
button-correct = 去修改
button-keep-answer = 保留原来的答案
button-show-old = 看原来的全文
prompt-correcting = 退回修改，还要改 { $count } 处
overview-to-correct = 【待修改】
overview-corrected = （已修改）
overview-jump-correcting = 点编号修改；没有编号按钮的题这次不能改：
missing-correction = { $label }：退回修改，还没改
readback-confirm-correcting = 内容无误就点“确认提交”，或输入“提交”。修改期限 { $deadline }，{ $left }。
receipt-version = 版本：{ $version }
choose-correcting = 去修改：{ $title }（还有 { $count } 处）
status-correcting = 退回修改 · 还有 { $count } 处要改 · 下一处：{ $next }
status-correcting-done = 退回修改 · 都改好了，还没有重新提交
status-due = 请在 { $deadline } 前改好提交，{ $left }
status-due-passed = 修改期限 { $deadline } 已过
print-caption-correcting = 退回修改中，还没有重新提交，仅供核对（回执 { $number }）。
data-replaced = 已由下一版本代替
data-as-replaced = 回执 { $number } 版本 { $version } 的内容（已由下一版本代替）
data-corrections = 退回修改的意见
data-correction-line = { $reason }　{ $time }
declined-locked = 这一题不在退回修改之列，现在不能改，没有改动任何内容。
declined-correctingProjects = 退回修改时只能改标出的几处，不能增加、删除、改名或调整顺序。确有需要，请联系审核人。
declined-correctingWithdraw = 这份表已退回给您修改，不用撤回。请改好标出的几处，再重新提交。
declined-underReview = 审核人已经审核了其中的内容，现在不能自己撤回。需要修改的话，请联系审核人把它退回给您。
