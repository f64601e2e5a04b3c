/** Words of the screen “my work”. */
export const work = {
  'work.title': '我的工作',
  'work.overdue': '已逾期',
  'work.today': '今天',
  'work.this_week': '本周',
  'work.later': '以后',
  'work.no_date': '未定日期',
  'work.empty_title': '手头没有待办的任务',
  'work.empty_hint': '分配给您的任务会出现在这里。',
  'work.waiting_title': '等您处理',
  'work.change_request': '变更申请 #{number}：{title}',
  'work.report': '待发送：{title}',
  'work.report_done': '标记完成',
  'work.done_toast': '已完成：{title}',
  'work.blocked': '受阻：{reason}',
  'work.percent': '完成度 {percent}%',
  'work.forecast': '预计 {date}',
} as const;
