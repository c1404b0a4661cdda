# 汇总表已满时的替换，几位审核人各自选的退回
sheet-full-line = { $number }. { $name }（{ $unit }）
button-swap = 换下 { $number }. { $name }
done-swap = 已替换：这一个已通过，换下的项目回到待审核。
fields-others = 其他审核人已选、还没有退回的（不会随您这次一起退回）：
fields-others-line = · { $label }：{ $reason }（{ $title }）
