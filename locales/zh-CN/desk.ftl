# 命令
command-inbox = 待审核的项目
command-summary = 汇总：数字、图、官方汇总表
command-coverage = 填报进展

# 待审核
desk-not-staff = 这个命令是给责任人和汇总单位用的。您现在没有这样的身份；如果应该有，请向管理员要邀请链接。要填表请用 /start。
inbox-title = { $filter }（{ $total } 个）
inbox-filter-todo = 待审核
inbox-filter-sentBack = 已退回，等对方修改
inbox-filter-accepted = 已通过
inbox-filter-all = 全部
inbox-search = 找到“{ $words }”
inbox-empty = 现在没有。
inbox-line = { $number }. { $mark }{ $name }
inbox-line-unit = 　{ $unit } · { $area } · { $state } · { $time }
inbox-hint = 点数字打开。● 表示还没看过。
button-inbox-search = 查找…
desk-page-back = ‹ 上一页
desk-page-next = 下一页 ›
inbox-search-ask = 请发送项目名称或单位名称里的几个字：
state-waiting = 待审核
state-corrected = 已改好，待再审
state-sentBack = 已退回
state-accepted = 已通过
state-withdrawn = 已撤回

# 一个项目
file-head = { $unit } · { $area }
file-receipt = 回执 { $number }（第 { $version } 版，{ $time }）
file-state = 状态：{ $state }
file-rank = 排序：本表第 { $rank } 位
file-readers = 看过：{ $readers }
file-reader = { $title }（{ $time }）
file-gone = 没有找到这个项目：可能不归您负责，也可能已经不在了。
file-no-contact = 填报人已删除自己的账号资料，退回后没有人能收到。请直接联系单位。
file-page = 第 { $page }/{ $pages } 页
file-unit-part = 单位信息
file-brief = 项目需求内容简述：{ $text }
file-brief-proposed = 项目需求内容简述（从填报内容自动摘录，请核对）：{ $text }
file-recommendation = 推荐建议：{ $text }
file-recommendation-none = 还没有写
file-reason = 理由：{ $text }
file-changed = 〔已修改〕原来是：{ $before }
file-changed-same = 〔对方保留了原来的答案〕
file-was-empty = （空）
file-open-correction = 〔已退回，等修改〕{ $reason }
file-similar = 可能是同一需求（按文字相近判断，请自己核对）：
file-similar-line = · { $name }（{ $unit }），相近度 { $percent }%
file-similar-elsewhere = · 不归您负责的一个项目，相近度 { $percent }%（详情请问规划科）
file-note-code = 信用代码校验位不符，填报人已确认与执照一致。
recommendation-province = 省级立项
recommendation-city = 市级立项
recommendation-none = 不推荐
button-accept = 通过
button-send-back = 退回修改
button-reopen = 撤销通过
button-brief = 写简述
button-recommend = 推荐建议
button-rank-up = ▲ 上移
button-rank-down = ▼ 下移
button-inbox = ‹ 列表
button-file = ‹ 回到项目
button-unit-form = 打印调查表

# 退回
fields-title = 退回修改 · { $name }
    点要修改的题，再选原因。只有选中的题会让对方修改，其他内容不动。
fields-chosen = 已选 { $count } 处：
fields-line = · { $label }：{ $reason }
button-send-back-go = 下一步：退回这 { $count } 处
field-reason = “{ $label }”要怎么改？
    现在的答案：{ $value }
field-empty = （没有填）
reason-missing = 缺内容
reason-unclear = 不清楚
reason-wrong = 有误
reason-overScope = 超出范围
reason-other = 其他
reason-with-words = { $reason }：{ $words }
button-reason-words = { $reason }＋写一句说明
button-unchoose = 不退回这一题
field-words-ask = 请写一句说明，让对方知道“{ $label }”怎么改（200 字以内）：
field-words-long = 这段说明有 { $count } 字，超过 200 字。请缩短后重新发送。
send-back-ask = 将把“{ $name }”退回 { $unit } 修改，共 { $count } 处。请选择修改期限：
button-due = { $days } 天（{ $date } 前）
send-back-done = 已退回，填报人马上会收到通知。对方改好后会重新出现在 /inbox。

# 简述、推荐
brief-ask = 请发送“{ $name }”的项目需求内容简述，不超过 { $limit } 字。可以复制下面的文字修改：
brief-long = 这段有 { $count } 字，超过 { $limit } 字（多 { $excess } 字），没有保存。您发的文字还在上面，改短后重新发送即可；或者参考截短的版本：
brief-saved = 简述已保存。
button-take-proposal = 就用自动摘录的
recommend-ask = “{ $name }”的推荐建议：
button-recommend-reason = 写理由…
reason-ask = 请发送推荐“{ $name }”的理由（200 字以内）：
reason-done = 理由已保存。
done-accept = 已通过。
done-reopen = 已撤销，回到待审核。
done-recommend = 已记下。
done-rank = 已调整。
desk-changed = 这个项目刚被别人改过，您的操作没有生效。下面是现在的样子：
desk-not-now = 现在不能这样做：项目的状态已经变了。下面是现在的样子：
desk-sheet-full = 汇总表最多列 { $most } 个项目，已经满了。可以用“{ $name }”换下其中一个：被换下的回到待审核，这一个随即通过。请选要换下的项目：
dialog-lost = 刚才的文字没有对应的操作（可能等得太久，或中途点了别的）。请重新点一次按钮再发送。
dialog-rest-late = 这条文字像是上一段长文字的后半段，到得晚了，没有使用；上一段已按先收到的部分处理。如果这是新的内容，请再发一次；如果是后半段，请把全文重新发送。
