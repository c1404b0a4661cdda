# 名册
button-roster = 名册…
roster-which = 请选择名册所属的征集：
roster-file-of = 收到一份名册。它属于哪个征集？
roster-title = 名册 · { $title }
roster-none = 还没有导入单位名册。
roster-count = 单位名册：{ $count } 家，其中 { $bound } 家已通过链接绑定填报人。
roster-how = 导入单位名册：把 xlsx 文件直接发到这里。第一行是表头，至少要有“单位名称”，还可以有信用代码、区域、行业、联系人、手机。导入前会先列出变化，点确认才生效，也可以撤销。
roster-how-staff = 人员名册同样发 xlsx，表头要有“单位/姓名”和“角色”；确认后返回一份邀请链接表。
button-roster-blank = 下载空白单位名册
button-roster-blank-staff = 下载空白人员名册
roster-blank-name = 单位名册（空白）
roster-blank-caption = 请在表中填写，一行一家单位，填好后发回这里。信用代码和手机号的单元格请设为“文本”格式。可填的区域：{ $areas }
roster-blank-staff-name = 人员名册（空白）
roster-blank-staff-caption = 请在表中填写，一行一个人或一个单位，填好后发回这里。角色可填：{ $roles }。多个区域用顿号隔开。可填的区域：{ $areas }
roster-any-area = 任意
roster-more = …… 另有 { $count } 条
roster-field-name = 单位名称
roster-field-creditCode = 信用代码
roster-field-area = 区域
roster-field-sector = 行业
roster-field-contactName = 联系人
roster-field-phone = 手机

# 读文件
file-too-big = 这个文件超过 10 MB，没有读取。请只保留名册本身，另存为 .xlsx 后再发。
file-vanished = 这个文件已经取不到了，请重新发送一次。
file-not-xlsx = 这个文件读不了：它不是 .xlsx 工作簿。请用 Excel 或 WPS 打开，“另存为”选“Excel 工作簿（*.xlsx）”后再发。
file-xls = 这是旧版 Excel 的 xls 文件。请用 Excel 或 WPS 打开，“另存为”选“Excel 工作簿（*.xlsx）”后再发。
file-protected = 这个文件设了打开密码。请取消密码、另存后再发。
file-empty = 这个文件是空的，请检查后重新发送。
file-too-many-cells = 这个文件里的行、列或格式太多，没有读取。请新建一个工作簿，只复制名册的内容，再发送。
file-broken = 这个文件损坏了，打不开。请用 Excel 或 WPS 打开后另存一份再发。
file-no-heading = 这个 xlsx 里没有找到名册的表头，没有导入。表头要写在前十行，单位名册至少要有“单位名称”和“信用代码、区域、联系人”之一；人员名册要有“单位/姓名”和“角色”。空白表格可以在 /people 的“名册…”里下载。
file-staff-refused = 人员名册只有管理员能导入。

# 核对
upload-title = 导入前核对 · { $title }
upload-added = 新增 { $count } 家
upload-changed = 变更 { $count } 家
upload-changed-line = · { $name }：{ $changes }
upload-change = { $field }“{ $before }”改为“{ $after }”
upload-empty-cell = 空
upload-unchanged = 不变 { $count } 家
upload-missing = 名册里有、文件里没有的 { $count } 家：保留不动
upload-faults = 有问题的 { $count } 处（这些行不导入）
upload-clash = 第 { $row } 行：信用代码属于“{ $byCode }”，名称却是“{ $byName }”，无法判断是哪一家。请核对后重发。
upload-nothing = 没有可以导入的内容。改好后重新发送文件即可。
upload-invited = 将邀请 { $count } 个人或单位
upload-invite-line = · { $role }：{ $title }　{ $scope }
upload-known = 已在名单或已邀请的 { $count } 个：跳过
button-upload-apply = 确认导入
button-upload-undo = 撤销这次导入
upload-applied = 已导入。
upload-applied-partly = 已导入。有问题的 { $count } 处所在的行没有导入，改好后重新发送文件即可。
upload-undone = 已撤销，名册恢复到导入前的样子。
upload-changed-meanwhile = 名册刚才有变动，还没有导入。请按下面的新核对结果再确认一次：
upload-changed-since = 不能撤销：导入之后，其中有单位又被修改、已有填报人，或有人已经接受邀请。没有改动任何内容。
upload-not-now = 这次导入已经处理过了。
upload-gone = 没有找到这次导入，请重新发送文件。
upload-links-caption = 邀请链接表：{ $count } 个链接，{ $until } 前有效，每个只能用一次。链接只在这份文件里，请转发给本人；发错了可以撤销这次导入。
upload-links-again = 邀请链接只生成一次。如果没有收到链接表，请撤销这次导入，再重新发送名册。
upload-links-name = 邀请链接
links-column-title = 单位/姓名
links-column-role = 角色
links-column-scope = 负责范围
links-column-link = 邀请链接
links-column-until = 有效期至

# 单元格问题
fault-line = · { $address }{ $text }：{ $fault }
fault-quote = “{ $text }”
fault-nearest = 是不是“{ $nearest }”？
fault-nameMissing = 缺单位名称，请补上。
fault-unknownArea = 没有这个区域，请按征集文件的名称填写。
fault-unknownSector = 没有这个行业，请按征集文件的名称填写。
fault-unknownCategory = 没有这个项目类别，请按征集文件的名称填写。
fault-creditCode = 信用代码不对，应为 18 位，请对照营业执照。
fault-identity-card = 这像是身份证号，请填统一社会信用代码。
fault-phone = 电话号码不对，请填 11 位手机号，或带区号的座机。
fault-lostDigits = 长数字被 Excel 改掉了末几位。请把单元格设为“文本”后重新输入。
fault-tooLong = 太长了，最多 { $max } 字。
fault-twice = 与 { $first } 重复，请只留一行。
fault-titleMissing = 缺单位或姓名，请补上。
fault-roleMissing = 缺角色，请补上。
fault-unknownRole = 没有这个角色，可填：{ $known }。
fault-scopeMissing = 责任人和责任领导要写明负责的区域、行业或类别。
fault-oneAreaNeeded = 汇总单位要填、且只能填一个区域。
fault-scopeNotNeeded = 规划科负责全部区域，请把区域留空。

# 单位的邀请链接
button-roster-links = 给单位发邀请链接…
unit-links-title = 单位邀请链接 · 还没有填报人的 { $count } 家
unit-links-how = 每家单位一个链接，只能用一次，30 天内有效。用过的人就是这家单位的填报人。重新生成后，同一家单位以前没有用过的链接马上失效。
unit-links-all = 全部
button-unit-links = 链接表：{ $area }（{ $count } 家）
button-unit-find = 查找一家单位…
unit-find-ask = 请发送单位名称里的几个字，或信用代码：
unit-not-found = 名册里没有找到这家单位。
unit-which = 给哪一家生成链接？
button-unit-bound = { $name }（已有填报人）
unit-link-made = “{ $unit }”的填报邀请链接：
    { $link }
    请把链接或上面的二维码转发给单位联系人。链接只能用一次，{ $until } 前有效。
unit-link-replaces = 这家单位已有填报人；新链接被使用后，改由新的人填报。
unit-links-caption = { $count } 家单位的邀请链接，{ $until } 前有效，每个只能用一次。链接只在这份文件里，请分别转发给各单位联系人。
unit-links-none = 这里没有需要邀请的单位。
unit-links-again = 链接已经生成过，只显示一次。如果没有收到，请重新生成。
unit-links-name = 单位邀请链接
unit-bound = 您好，您已是“{ $unit }”在《{ $campaign }》中的填报人。
button-unit-begin = 开始填报

# 一项任命
button-office = 调整 { $number }
office-title = { $role }：{ $title } · { $campaign }
office-how = 可以去掉部分负责范围（本人和代理人马上看不到那里的内容），或请人代理一段时间。代理人的范围与本人相同；本人的权限收回时，代理同时结束。
office-is-deputy = 这是代理人，范围随被代理的人，到期自动结束。要提前结束，请在人员名单里收回。
button-office-less = 去掉 { $scope }
button-office-deputy = 代理 { $days } 天
office-narrowed = 已去掉。
office-last-scope = 只剩这一项，不能去掉。不再负责时请收回权限。
deputy-name = 请发送代理“{ $title }”{ $days } 天的人的姓名或科室：
deputy-made = 代理邀请链接已生成：
    { $link }
    { $title } 代理 { $principal }，到 { $until } 为止。
    请把链接或上面的二维码转发给本人。链接只能用一次，{ $expires } 前有效。
people-deputy = 　代理：{ $title }，到 { $until }
people-back = ‹ 上一页
people-next = 下一页 ›
