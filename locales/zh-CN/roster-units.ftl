# 名册里的单位移出、恢复
button-roster-units = 移出或恢复单位…
unit-removed-title = 已移出名册的单位：{ $count } 家
unit-removed-how = 移出的单位不再计入填报进展，也不能再用链接绑定；它已填报的内容和已绑定的填报人都保留。点下面的单位即恢复。
button-unit-off = 移出一家单位…
button-unit-on = 恢复：{ $name }
unit-off-which = 移出哪一家？
unit-off-ask = 确定把“{ $name }”移出名册吗？以后可以恢复。
unit-off-bound = 它已有填报人，其已填报的内容不受影响。
button-unit-off-now = 移出名册
unit-off-done = 已移出名册。
unit-on-done = 已恢复到名册。
unit-on-there = 没有恢复：名册里已经另有同名或同信用代码的单位。
