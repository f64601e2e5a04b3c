// Runs before the first paint: neither the theme nor the host's accent flickers, and what a member's first screen will
// need is asked for now instead of after the app has come.
(function () {
  var root = document.documentElement;
  var asked = {};

  function read(key) {
    try {
      return localStorage.getItem(key);
    } catch (error) {
      // A browser that forbids storage shows the system's theme.
      return null;
    }
  }

  // `src/data/early.ts` takes the answer; one that never comes is its business too.
  function ask(path) {
    var headers = { Accept: 'application/json', 'X-Requested-With': 'quncheng' };
    asked[path] = fetch(path, { headers: headers, credentials: 'same-origin' });
    asked[path].catch(function () {});
  }

  function preload(path) {
    var link = document.createElement('link');
    var isStyle = /\.css$/.test(path);
    link.rel = isStyle ? 'preload' : 'modulepreload';
    if (isStyle) link.as = 'style';
    link.crossOrigin = '';
    link.href = path;
    document.head.append(link);
  }

  var theme = read('quncheng.theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  if (read('quncheng.locale') === 'en') root.lang = 'en';
  var agent = navigator.userAgent;
  root.dataset.host = /wxwork/i.test(agent) ? 'wecom' : /MicroMessenger/i.test(agent) ? 'wechat' : 'browser';

  if (root.dataset.visit !== 'member') return;
  window.quncheng = { asked: asked };
  var path = location.pathname;
  var project = /^\/p\/([^/]+)/.exec(path);
  ask('/api/v1/me');
  if (path === '/' || path === '/work') ask('/api/v1/me/work');
  // A device that knows its member has kept the project too.
  if (project && read('quncheng.member') === null) ask('/api/v1/snapshot?project_id=' + project[1]);
  var isGantt = /\/gantt$/.test(path) && !/baseline/.test(location.search);
  if (project && isGantt) ask('/api/v1/projects/' + project[1] + '/plan');
  JSON.parse(document.getElementById('screens').textContent).forEach(function (screen) {
    if (new RegExp(screen[0]).test(path)) screen[1].forEach(preload);
  });
})();
