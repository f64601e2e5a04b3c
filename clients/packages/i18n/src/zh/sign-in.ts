/** Words of the sign-in screen. */
export const signIn = {
  'sign_in.title': '登录群程',
  'sign_in.lead': '在企业微信里把这六位数字发给“{bot}”，这里会自动登录。',
  'sign_in.code_label': '登录码',
  'sign_in.countdown': '{time} 后失效',
  'sign_in.waiting': '等待您发送登录码',
  'sign_in.expired': '登录码已失效',
  'sign_in.expired_hint': '重新获取一个就好。',
  'sign_in.again': '获取新的登录码',
  'sign_in.step_open': '打开与“{bot}”的单聊',
  'sign_in.step_send': '发送上面的六位数字',
  'sign_in.step_done': '回到这里，自动完成登录',
  'sign_in.demo_title': '体验环境：选一个身份直接进入',
  'sign_in.demo_hint': '随时可以退出，换一个人看看。',
  'sign_in.signed_out': '登录已过期，请重新登录。未发送的修改已保留。',
} as const;
