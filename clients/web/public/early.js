// Runs before the first paint, so that neither the theme nor the host's accent flickers.
(function () {
  var root = document.documentElement;
  var theme = null;
  var locale = null;
  try {
    theme = localStorage.getItem('quncheng.theme');
    locale = localStorage.getItem('quncheng.locale');
  } catch (error) {
    // A browser that forbids storage shows the system's theme.
  }
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  if (locale === 'en') root.lang = 'en';
  var agent = navigator.userAgent;
  root.dataset.host = /wxwork/i.test(agent) ? 'wecom' : /MicroMessenger/i.test(agent) ? 'wechat' : 'browser';
})();
