# 表格有了新版，草稿换过去
newer-offer = 这份表格有了新版。换到新版，{ $means }。
newer-stay = 要换请点“换到新版表格”；不换也可以，照原来的表填完、提交就行。
newer-means-nothing = 已填的回答全部保留，不用多填
newer-means-more = 要多填 { $count } 题
newer-means-again = 有 { $count } 个回答要重新填（原来的内容会留着）
newer-means-gone = 有 { $count } 个回答的题目取消了
newer-comma = ，
newer-some = 标有“换到新版”的表格有了新版。换过去后，已填的回答都保留，只补新版多问的；不换也可以照原来的表填完、提交。
button-newer = 换到新版表格
button-newer-of = 换到新版：{ $title }
newer-moved = 已换到新版表格，已填的回答都带过来了。
newer-moved-again = 有 { $count } 个回答不合新版的要求，会再问一次，原来的内容还留着。
newer-moved-more = 新版多问 { $count } 题。
newer-moved-gone = 有 { $count } 个回答的题目在新版里取消了，内容存在修改记录里（/mydata 可以看到）。
newer-former = 您原来的回答（不合新版的要求，请重新填）：
declined-otherVersion = 已过期：这是旧版表格里的按钮，这份表已换到新版，没有改动任何内容。
declined-noNewerVersion = 这份表已经是最新版，不用再换。
