# 角色
role-planner = 规划科（全部区域）
role-responsible = 责任人
role-leader = 责任领导（只看）
role-collector = 汇总单位
role-recommender = 推荐单位

# 人员管理
command-people = 人员：邀请、查看、收回
people-not-administrator = 这个命令只有管理员能用。管理员的账号编号写在程序的 ADMIN_IDS 设置里。
people-your-number = 您的账号编号是 { $number }。
people-which = 请选择征集：
people-title = 人员 · { $title }
people-none = 还没有邀请任何人。
people-line = { $number }. { $role }：{ $title }
people-scope = 　负责：{ $scope }
people-scope-all = 全部区域和没有人负责的项目
people-scope-area = { $value }
people-scope-sector = 市直部门（{ $value }）
people-scope-category = 市直部门的{ $value }项目
people-invited = 邀请中：{ $role } { $title }（{ $until } 前有效）
button-invite = 邀请…
button-withdraw-person = 收回 { $number }
button-revoke = 作废邀请：{ $title }
button-people = ‹ 人员名单
invite-which = 要邀请谁？点一项，下一步填写名称。
invite-name = 邀请{ $role }，负责：{ $scope }。
    请发送单位全称（责任人、责任领导发送姓名或科室），会显示在名单和汇总表上，例如：{ $example }
invite-name-example-office = 慈利县科技局
invite-name-example-person = 农村科技科
invite-name-refused = 名称要有 2 到 60 个字，请重新发送。
invite-made = 邀请链接已生成：
    { $link }
    给：{ $role } { $title }
    请把链接或上面的二维码转发给本人。链接只能用一次，{ $until } 前有效；发错了可以在 /people 里作废。
invite-made-again = 这个邀请已经生成过，链接只显示一次。如果没有收到，请在 /people 里作废后重新邀请。
withdraw-person-ask = 收回“{ $role }：{ $title }”的权限？本人将马上看不到任何填报内容。
button-withdraw-person-now = 确认收回
withdraw-person-done = 已收回。
revoke-done = 邀请已作废。
people-gone = 这一条已经不在了，请重新打开 /people。

# 接受邀请
link-refused = 这个邀请链接不能用：可能已经用过、过期或不完整。请让管理员重新发一个链接。
link-too-many = 尝试的次数太多了。请一小时后再试，或让管理员重新发一个链接。
appointed = 您好，您已是《{ $campaign }》的{ $role }：{ $title }。
appointed-how = 左下角的菜单里也有；随时发 /help 再看。会收到的提醒用 /reminders（或发“提醒”）开关。您自己要填表时，用 /start。

# 工作人员的命令
staff-help-title = 您可以用的命令
staff-task = /{ $command }（或发“{ $word }”）{ $what }
staff-task-roster = 单位名册：导入、链接、移出
