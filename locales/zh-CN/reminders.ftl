# 提醒的开关
command-reminders = 提醒设置：打开或关闭提醒
reminders-on = 提醒已打开
reminders-off = 提醒已关闭
reminders-what = 提醒包括：填报和修改截止前的提醒、上报提醒、每日简报。晚上 9 点到早上 8 点不发送。
reminders-notices = 征集单位发出的正式通知、退回修改的通知不受影响，照常发给您。
button-remind-off = 不再提醒
button-remind-on = 重新打开提醒

# 截止前的提醒
reminder-office = 来自{ $office }的提醒
reminder-not-begun = 您还没有开始填写《{ $form }》。
reminder-draft = 您的《{ $form }》还没有提交，{ $total } 题中还有 { $left } 题未填。已填的内容都在。
reminder-complete = 您的《{ $form }》已经填完，但还没有提交。请打开核对后提交。
reminder-correction = 退回修改的《{ $form }》还没有重新提交，还有 { $left } 处要修改。
reminder-corrected = 退回修改的《{ $form }》已经改好，但还没有重新提交。请打开核对后提交。
reminder-report = 以下区域的汇总表还没有上报：{ $areas }。请用 /summary 核对后上报。
names-and-more = { $names }等，另有 { $count } 个
reminder-deadline = 截止时间：{ $deadline }
reminder-left = 剩余时间：{ $left }
button-remind-begin = 开始填写
button-remind-go-on = 继续填写
button-remind-coverage = 填报进展

# 截止后告知主管领导
escalation-units = 填报已于 { $deadline } 截止。以下区域名册中还有单位没有提交：
escalation-area = { $area }：{ $units } 家中 { $missing } 家未提交
escalation-more = 另有 { $count } 个区域。
escalation-report = 上报已于 { $deadline } 截止。以下区域的汇总表还没有上报：

# 每日简报
digest-title = 每日简报 · { $office }
digest-fresh = 新提交的项目：{ $count } 项
digest-corrected = 修改后重新提交：{ $count } 项
digest-begun = 新开始填报：{ $count } 家
digest-reported = 已上报汇总表：{ $areas }
digest-waiting = 目前待审核：{ $count } 项
button-digest-inbox = 查看待审核

# 我的数据
data-muted = 提醒已关闭
data-reminder = 发过的提醒
