// The chat page: who you are, which chat is open, and keeping both in step with the sandbox.
import { api } from "/page/api.js";
import { startClock, syncClock } from "/page/clock.js";
import { Composer } from "/page/composer.js";
import { element } from "/page/dom.js";
import { avatar, formatTime, renderMessage } from "/page/messages.js";

const id = (name) => document.getElementById(name);
const state = { organizations: [], corp: null, member: null, chat: null, chats: [], seen: new Map(), shown: new Map() };

const organization = () => state.organizations.find((one) => one.corp_id === state.corp);
const chat = () => state.chats.find((one) => one.id === state.chat);
const people = () => new Map((organization()?.members ?? []).map((one) => [one.userid, one]));

function report(error) {
  id("notice").hidden = false;
  id("notice").textContent = `没有成功:${error.message}`;
  setTimeout(() => (id("notice").hidden = true), 6000);
}

const actions = {
  quote: (message) => composer.setQuote(message),
  press: (message, key, chosen) =>
    api.click(state.corp, { member: state.member, chat: state.chat, message: message.id, key, chosen }).catch(report),
  ask: (question) => say({ text: chat().kind === "group" && chat().bots[0] ? `@${chat().bots[0].name} ${question}` : question }).catch(report),
  judge: (message, verdict) => api.judge(state.corp, { member: state.member, chat: state.chat, message: message.id, verdict }).catch(report),
  botNames: () => (organization()?.bots ?? []).map((one) => one.name),
};

const composer = new Composer({ send: say, candidates, report });

function say(said) {
  return api.say(state.corp, { member: state.member, chat: state.chat, ...said });
}

function candidates() {
  const open = chat();
  if (!open || open.kind !== "group") return [];
  const bots = open.bots.map((one) => ({ ...one, isBot: true }));
  return [...bots, ...open.members.filter((one) => one.id !== state.member)];
}

function fill(select, options, value) {
  select.replaceChildren(...options.map((one) => element("option", { value: one.value, selected: one.value === value }, one.name)));
}

function showIdentity() {
  fill(id("organization"), state.organizations.map((one) => ({ value: one.corp_id, name: one.name })), state.corp);
  fill(id("member"), (organization()?.members ?? []).map((one) => ({ value: one.userid, name: one.name })), state.member);
}

function showChats() {
  const items = state.chats.map((one) => {
    const unread = one.id !== state.chat && one.cursor > (state.seen.get(one.id) ?? 0);
    const button = element(
      "button",
      { type: "button", className: "chat", dataset: { testid: `chat-${one.id}` }, attributes: { "aria-current": String(one.id === state.chat) } },
      avatar(one.name, { kind: one.kind }),
      element("span", { className: "chat-title" }, one.name),
      unread ? element("span", { className: "unread" }, "新") : element("span"),
      element("span", { className: "chat-last" }, one.last_at === null ? "还没有消息" : `${formatTime(one.last_at)} ${one.last_text}`),
    );
    button.addEventListener("click", () => open(one.id));
    return element("li", {}, button);
  });
  id("chats").replaceChildren(...items);
}

function showTitle() {
  const shown = chat();
  id("chat-name").textContent = shown?.name ?? "选择一个会话";
  const details = { group: () => `${shown.members.length} 位成员`, bot: () => "智能机器人 · 单聊", app: () => "应用消息" };
  id("chat-detail").textContent = shown ? details[shown.kind]() : "";
  const wanted = shown?.kind === "group" ? shown.bots.map((one) => one.id) : [state.chat];
  const bot = (organization()?.bots ?? []).find((one) => wanted.includes(one.bot_id));
  id("bot-state").textContent = bot ? `${bot.name} ${bot.is_connected ? "已连接" : bot.mode === "callback" ? "回调模式" : "未连接"}` : "";
  id("bot-state").dataset.connected = String(Boolean(bot?.is_connected || bot?.mode === "callback"));
  for (const control of id("composer").querySelectorAll("button, textarea")) control.disabled = !shown;
  id("mention").disabled = shown?.kind !== "group";
}

/** Draws only what is new or changed, so that an open selection or the scroll position survives. */
function showMessages(messages, { fresh }) {
  const box = id("messages");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  if (fresh) {
    state.shown.clear();
    box.replaceChildren();
  }
  const known = people();
  for (const message of messages) {
    const old = state.shown.get(message.id);
    if (old?.cursor === message.cursor) continue;
    const node = renderMessage(message, known, actions);
    if (old) old.node.replaceWith(node);
    else box.append(node);
    state.shown.set(message.id, { cursor: message.cursor, node });
  }
  box.querySelector(".empty")?.remove();
  if (!state.shown.size) box.append(element("p", { className: "empty" }, "还没有消息。写一句试试。"));
  if (fresh || atEnd) box.scrollTop = box.scrollHeight;
}

let refreshing = false;
let again = false;

/** One refresh at a time; what changes meanwhile is fetched by one more. */
async function refresh({ fresh = false } = {}) {
  if (refreshing && !fresh) {
    again = true;
    return;
  }
  refreshing = true;
  try {
    do {
      again = false;
      await refreshOnce(fresh);
      fresh = false;
    } while (again);
  } catch (error) {
    report(error);
  } finally {
    refreshing = false;
  }
}

async function refreshOnce(fresh) {
  const { member, chat: open } = state;
  state.organizations = await api.organizations();
  if (!organization()) state.corp = state.organizations[0]?.corp_id ?? null;
  if (!organization()) return showTitle();
  if (!people().has(state.member)) state.member = organization().members[0]?.userid ?? null;
  showIdentity();
  state.chats = state.member === null ? [] : await api.chats(state.corp, state.member);
  if (chat()) {
    const { messages } = await api.messages(state.corp, state.member, state.chat);
    if (member !== null && (state.member !== member || state.chat !== open)) return;
    state.seen.set(state.chat, chat().cursor);
    showMessages(messages, { fresh });
  } else {
    showMessages([], { fresh: true });
  }
  showChats();
  showTitle();
}

function remember() {
  const query = new URLSearchParams({ as: state.member, ...(state.chat ? { chat: state.chat } : {}) });
  if (state.organizations.length > 1) query.set("organization", state.corp);
  history.replaceState(null, "", `?${query}`);
}

async function open(chatId) {
  state.chat = chatId;
  composer.setQuote(null);
  document.body.dataset.view = "chat";
  remember();
  await refresh({ fresh: true });
  if (chat()?.kind === "bot") api.enter(state.corp, state.member, state.chat).catch(report);
}

async function become(member, corp = state.corp) {
  Object.assign(state, { member, corp, seen: new Map() });
  await refresh({ fresh: true });
  if (state.chat && !chat()) state.chat = null;
  remember();
  await refresh({ fresh: true });
}

id("organization").addEventListener("change", (event) => become(null, event.target.value));
id("member").addEventListener("change", (event) => become(event.target.value));
id("back").addEventListener("click", () => {
  document.body.dataset.view = "list";
  id("chats").querySelector("button")?.focus();
});

async function start() {
  const query = new URLSearchParams(location.search);
  Object.assign(state, { corp: query.get("organization"), member: query.get("as"), chat: query.get("chat") });
  if (state.chat) document.body.dataset.view = "chat";
  await startClock(report);
  await refresh({ fresh: true });
  if (chat()?.kind === "bot") api.enter(state.corp, state.member, state.chat).catch(report);
  api.watch(() => Promise.all([refresh(), syncClock()]).catch(report));
}

start().catch(report);
