# 群发通知
command-broadcast = 群发通知
notices-title = 群发通知
notices-how = 先写好内容、选好对象，确认后才会发出。写到一半可以离开，草稿会一直留着。
notices-recent = 带 # 号的是草稿和最近的通知，点开可以接着写或看发送情况。
notices-not-yours = 群发通知由规划科、责任人和汇总单位使用，您目前没有这项权限。如需开通，请联系规划科。
notices-line = #{ $number } { $state } · { $text }
button-notice-new = 写一个新通知
button-notice-new-in = 写通知：{ $name }
button-notice-home = ‹ 通知列表
button-notice-calls = 需要打电话的单位（{ $count }）· { $name }
notice-gone = 找不到这个通知，可能已经删除，或者不归您处理。发 /broadcast 看通知列表。
notice-not-now = 这个通知的状态已经变了，刚才的操作没有生效。现在的情况如下。
notice-changed = 这个通知在您看过之后又改过，或者人数、时间有变，刚才没有发送。请看清现在的内容，再点一次确认。
notice-empty = 还不能发送：内容还没有写，或者选定的对象里一个人也没有。
notice-archived = 这次征集已经归档，不再发送通知，草稿还留着。确实要发，请先请管理员把征集从归档中取回。
notice-none-failed = 没有发送失败的人，不需要重发。

notice-kind-notice = 通知
notice-kind-nudge = 催报
notice-kind-recall = 撤回
notice-kind-correction = 更正
notice-short-draft = 草稿
notice-short-scheduled = 定时
notice-short-sending = 发送中
notice-short-paused = 已暂停
notice-short-done = 已发完
notice-short-cancelled = 已取消
notice-short-lapsed = 未发送

# 草稿
notice-title = { $kind } #{ $number }
notice-draft-title = { $kind }草稿 #{ $number }
notice-office = 发送单位：{ $office }
notice-content = 内容
notice-content-none = 内容：还没有写
notice-content-files = 附图片或文件 { $count } 个
notice-content-button = 下方按钮：{ $label }
notice-recall-what = 从收到的人那里删除这个通知。Telegram 只允许删除 48 小时以内的消息。
notice-who = 对象
notice-who-got = 已收到通知 #{ $number } 的人
notice-who-listed = 名单中的 { $count } 人
notice-who-contacts = 填报联系人：{ $stages }
notice-who-roles = 工作人员：{ $roles }
notice-roles-chosen = { $roles }{ $unreported ->
    [yes] （只发给还没有报送的）
   *[no] {""}
  }
notice-who-nobody = 还没有选
notice-who-places = 范围：{ $places }
notice-stage-all = 全部
notice-stage-notStarted = 未开始
notice-stage-draft = 填写中
notice-stage-sentBack = 待修改
notice-stage-submitted = 已提交
notice-unreported = 只发未报送的
notice-count = 共 { $count } 人{ $unreachable ->
    [0] {""}
   *[other] ，其中 { $unreachable } 人已停用机器人，收不到
  }
notice-uncalled = 另有 { $count } 家名册上的单位机器人联系不到，需要打电话。
notice-takes = 预计约 { $minutes } 分钟发完。
notice-when = 发送时间：{ $time }
notice-when-now = 目前选择：确认后马上发送。
notice-when-ask = 什么时候发送？到时候会按当时的情况重新确定对象。
button-notice-write = 写内容
button-notice-rewrite = 重写内容
button-notice-button = 下方按钮
button-notice-who = 选对象
button-notice-when = 定时间
button-notice-test = 先发给我看看
button-notice-send = 发送给 { $count } 人…
button-notice-drop = 删掉草稿
button-notice-draft = ‹ 返回草稿
button-notice-at-once = 马上发送
button-notice-correction-now = 更正 { $count } 人收到的内容…
button-notice-recall-now = 撤回 { $count } 人收到的内容…

notice-write-ask = 请把通知内容发给我：文字（可以加粗、加链接），或者一张图片、一个文件（可以带说明），也可以是一组图片。下一条消息就是通知内容；不写了，发 /broadcast。
notice-write-kind = 通知只能是文字、图片或文件，刚才这条没有保存。请再发一次。
notice-write-blank = 这条里没有看得见的文字，没有保存。请把通知内容再发一次。
notice-write-long-text = 太长了：加上发送单位超出 { $over } 个字符（Telegram 每条最多 4096 个）。请缩短后再发，或者把长文作为文件发送。
notice-write-long-file = 说明太长了：加上发送单位超出 { $over } 个字符（Telegram 规定图片和文件的说明最多 1024 个）。请缩短后再发一次。
notice-correct-ask = 请发送更正后的完整文字，它会代替对方已收到的文字。图片和文件不变。
notice-correct-words = 更正只能改文字，图片和文件不能替换。请发送文字。
notice-test-sent = 上面就是对方看到的样子，只发给了您自己。
notice-test-refused = Telegram 没有接受这条通知，发给别人也会失败。请检查内容和按钮的网址后再试。（{ $reason }）
notice-button-ask = 通知下方要不要按钮？
notice-button-begin = 开始填写
notice-button-mine = 查看我的填报
button-notice-link = 一个网址…
button-notice-no-button = 不要按钮
notice-link-ask = 请发送按钮文字和网址，中间空一格，例如：查看文件 https://example.gov.cn/notice
notice-link-wrong = 没有看懂。需要按钮文字（不超过 40 个字）和一个 http 或 https 开头的网址，例如：查看文件 https://example.gov.cn/notice

notice-who-title = 发给谁
notice-who-how = 点一下选上，再点一下取消。
notice-by-stage = 按填报阶段（填报联系人）：{ $chosen }
notice-by-stage-none = 按填报阶段（填报联系人）：没有选，不发给联系人
notice-by-role = 按身份（工作人员）：{ $chosen }
notice-by-role-none = 按身份（工作人员）：没有选，不发给工作人员
notice-by-area = 按区域：{ $chosen }
notice-by-area-none = 按区域：没有选，所有区域都发
notice-by-sector = 按行业：{ $chosen }
notice-by-sector-none = 按行业：没有选，所有行业都发
notice-by-both = 区域和行业都选了：填报联系人要两样都符合。
notice-areas-title = 发给哪些区域
notice-sectors-title = 发给哪些行业
notice-places-page = 第 { $page }/{ $pages } 页
button-notice-areas = 选区域…
button-notice-sectors = 选行业…
button-notice-who-back = ‹ 返回选对象
button-notice-list = 粘贴名单…
button-notice-all = 不用名单，按条件选
notice-list-ask = 请粘贴名单，一行一个：单位名称、统一社会信用代码、名册上的手机号、回执编号或工作单位名称都可以。
notice-list-none = 名单里没有一个能对上的人，没有保存。请核对后再粘贴一次，一行一个。
notice-list-words = 名单只收文字，刚才这条没有保存。请把单位名称粘贴过来，一行一个。
notice-list-taken = 名单已保存，对上 { $count } 人。
notice-list-unknown = 有 { $count } 行没有对上：{ $names }

notice-confirm-notice = 确认发送给 { $count } 人？
notice-confirm-nudge = 确认催报 { $count } 人？
notice-confirm-recall = 确认从 { $count } 人那里撤回？
notice-confirm-correction = 确认更正 { $count } 人收到的内容？
button-notice-go = 确认（{ $count } 人）

# 进度
notice-state-draft = 草稿
notice-state-scheduled = 已定时：{ $time } 发送
notice-state-sending = 发送中，{ $time } 确认
notice-state-paused = 已暂停，没有发出的先留着
notice-state-done = 已发完：{ $time }
notice-state-cancelled = 已取消：{ $time }
notice-lapse-noOffice = 没有发给任何人：到发送时间时，发送人已不再担任该项工作。仍要发送，请由现任人员重新写一个通知。
notice-lapse-archived = 没有发给任何人：到发送时间时，这次征集已经归档。
notice-ended = 已处理 { $ended } / { $total } 人
notice-left = 还需约 { $minutes } 分钟
notice-tally-queued = 等待 { $count }
notice-tally-sending = 正在发 { $count }
notice-tally-sent = 已送达 { $count }
notice-tally-failed = 失败 { $count }
notice-tally-blocked = 对方已停用机器人 { $count }
notice-tally-unknown = 不确定 { $count }（发送时断线，可能已收到，不会自动重发）
notice-tally-cancelled = 已取消 { $count }
button-notice-pause = 暂停
button-notice-resume = 继续发送
button-notice-stop = 取消发送…
button-notice-refresh = 刷新
button-notice-report = 发送情况（xlsx）
button-notice-again = 重发给失败的 { $count } 人…
button-notice-correct = 更正…
button-notice-recall = 撤回…
notice-ask-stop = 还有 { $count } 人没有发。取消后这些人不会收到，已经收到的不变。确定取消？
notice-ask-recall = 从已收到的 { $count } 人那里删除这个通知？没有发出的也不再发。
button-notice-stop-now = 确定取消（{ $count } 人不发）
button-notice-keep = 不，返回

# 发送情况
report-sheet = 发送情况
report-file = 通知{ $number }发送情况
report-caption = 共 { $count } 人的发送情况。
report-name = 单位或姓名
report-area = 区域
report-state = 结果
report-reason = 原因
report-time = 时间
report-nameless = （还没有填单位名称）
report-state-queued = 等待
report-state-sending = 正在发
report-state-sent = 已送达
report-state-failed = 失败
report-state-blocked = 收不到
report-state-unknown = 不确定
report-state-cancelled = 已取消
reason-unknown = 发送时断线，可能已收到
reason-blocked = 对方停用了机器人，需要打电话
reason-tooOld = 超过 48 小时，不能删除
reason-gone = 对方已删除自己的资料
reason-refused = Telegram 没有接受（{ $reason }）

# 打电话
calls-title = 机器人联系不到的单位（{ $count }）
calls-how = 这些单位需要打电话。打过以后点下面的“记电话”，记下结果。
calls-line = { $number }. { $name }
calls-why-neverCame = 从未使用过机器人
calls-why-blocked = 联系人停用了机器人
calls-last = 上次电话：{ $result }，{ $time }
calls-note = { $number }. 记电话：{ $name }
call-ask = 电话打得怎样？
call-reached = 已接通，已告知
call-noAnswer = 无人接听
call-wrongNumber = 号码不对
call-refused = 不愿填报
call-noted = 已记下
button-calls-file = 电话名单（xlsx）
button-notice-calls-back = ‹ 返回
phones-sheet = 电话名单
phones-file = 需要打电话的单位
phones-caption = { $count } 家单位，请打电话通知。
phones-contact = 联系人
phones-phone = 电话
phones-why = 情况
phones-called = 上次电话结果
phones-called-at = 上次电话时间

# 催报
nudge-nobody-late = 这里已经没有未提交的单位了，不用催报。
nudge-nobody-there = 没有可以催报的人：这里没有提交的 { $count } 家单位还没有人用过机器人，请打电话联系。发 /broadcast，点“需要打电话的单位”，可以看名单。
nudge-text = 您好！《{ $title }》正在征集中，您单位的表还没有提交（或还有需要修改的地方）。请在截止日期前填写并提交，如有困难请联系我们。

# 定时间
notice-nobody-left = 到发送时，选定的对象里已经没有人，没有发给任何人。
notice-when-passed = 原定的发送时间已经过了，确认后马上发送。如需改时间，请点“定时间”。
button-notice-type-time = 输入时间…
notice-time-ask = 请输入发送时间（日期和几点），例如：12月31日下午6点，或 2026-12-31 18:00。不定了，发 /broadcast。
notice-time-shape = 没有看懂这个时间，没有保存。请写成 12月31日18:00、12月31日下午6点 或 2026-12-31 18:00：
notice-time-impossible = 没有这一天或这个时刻，没有保存。请核对后重新输入：
notice-time-range = 这个时间太远了，没有保存。请核对后重新输入：
notice-time-dayFirst = 分不清月和日。请先写月、后写日，例如 12月31日18:00：
notice-time-hour = 请写明当天几点发送，例如：12月31日下午6点：
notice-time-past = 这个时间已经过了，没有保存。请选一个以后的时间。
notice-time-far = 最多可以提前一年定时间，没有保存。请选一个近一些的时间。
