// Calls the sandbox's control API.

const ROOT = "/control/v1";

async function call(method, path, body) {
  const response = await fetch(ROOT + path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? `HTTP ${response.status}`);
  }
  return response.json();
}

const at = (corp, path) => `/organizations/${encodeURIComponent(corp)}${path}`;
const query = (values) => `?${new URLSearchParams(values)}`;

export const api = {
  organizations: () => call("GET", "/organizations"),
  chats: (corp, member) => call("GET", at(corp, "/chats") + query({ member })),
  messages: (corp, member, chat) => call("GET", at(corp, "/messages") + query({ member, chat, limit: 200 })),
  say: (corp, body) => call("POST", at(corp, "/say"), body),
  click: (corp, body) => call("POST", at(corp, "/click"), body),
  enter: (corp, member, chat) => call("POST", at(corp, "/enter"), { member, chat }),
  judge: (corp, body) => call("POST", at(corp, "/feedback"), body),
  clock: () => call("GET", "/clock"),
  moveClock: (body) => call("POST", "/clock", body),
  watch(onChange) {
    const source = new EventSource(`${ROOT}/events`);
    source.addEventListener("change", onChange);
    return source;
  },
};

export function readFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => reject(new Error("文件读不出来")));
    reader.readAsDataURL(file);
  });
}
