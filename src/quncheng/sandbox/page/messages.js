// Turns a message into its bubble.
import { renderCard } from "/page/cards.js";
import { element, link, plainText, safeUrl } from "/page/dom.js";
import { renderMarkdown } from "/page/markdown.js";

const BADGES = { bot: "机器人", robot: "群机器人", app: "应用" };
const TIME = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });

export function formatTime(seconds) {
  return TIME.format(new Date(seconds * 1000));
}

export function avatar(name, { kind = "member", color = 0 } = {}) {
  return element("span", { className: "avatar", dataset: { kind, color: String(color) }, attributes: { "aria-hidden": "true" } }, name.slice(-1));
}

/** `people` maps userids to members; `actions` are quote, press, ask and judge. */
export function renderMessage(message, people, actions) {
  const { sender } = message;
  const badge = BADGES[sender.kind] ? element("span", { className: "badge" }, BADGES[sender.kind]) : null;
  const quote = element("button", { type: "button", className: "quote-button", dataset: { testid: `quote-${message.id}` }, attributes: { "aria-label": `引用${sender.name}的消息` } }, "引用");
  quote.addEventListener("click", () => actions.quote(message));
  return element(
    "article",
    { className: "message", dataset: { own: String(message.is_own), testid: `message-${message.id}`, kind: message.kind, sender: sender.kind }, attributes: { "aria-label": `${sender.name}的消息` } },
    avatar(sender.name, { kind: sender.kind, color: people.get(sender.id)?.color ?? 0 }),
    element("div", { className: "byline" }, sender.name, badge, element("time", {}, formatTime(message.sent_at)), quote),
    element("div", { className: "content" }, contentOf(message, people, actions), quoteOf(message.quote), feedbackOf(message, actions)),
  );
}

function bubble(className, ...children) {
  return element("div", { className: `bubble ${className}` }, ...children);
}

function contentOf(message, people, actions) {
  if (message.is_recalled) return bubble("plain", "消息已撤回");
  const names = [...people.values()].map((one) => one.name);
  switch (message.kind) {
    case "template_card":
      return renderCard(message, {
        press: (key, chosen) => actions.press(message, key, chosen),
        ask: actions.ask,
      });
    case "markdown":
    case "markdown_v2":
      return markdownOf(message, people);
    case "voice":
      return bubble("plain", `🎤 ${message.text || "语音消息"}`);
    case "image":
      return bubble("", ...message.files.map(pictureOf));
    case "mixed":
      return bubble("plain", ...plainText(message.text, names), ...message.files.map(pictureOf));
    case "file":
    case "video":
      return bubble("", ...message.files.map(fileOf));
    case "news":
    case "textcard":
      return element("div", { className: "card" }, ...message.articles.map(articleOf));
    default:
      return bubble("plain", ...plainText(message.text, [...names, "所有人", ...actions.botNames()]), ...mentionsOf(message, people));
  }
}

function markdownOf(message, people) {
  const nameOf = (id) => (message.kind === "markdown" && message.sender.kind !== "bot" ? (people.get(id)?.name ?? id) : null);
  const waiting = message.is_streaming ? element("p", { className: "typing", attributes: { role: "status" } }, "正在输入…") : null;
  return bubble("", renderMarkdown(message.text, nameOf), ...message.files.map(pictureOf), waiting);
}

function mentionsOf(message, people) {
  if (message.sender.kind !== "robot") return [];
  return message.mentions.map((id) => element("span", { className: "mention" }, ` @${id === "@all" ? "所有人" : (people.get(id)?.name ?? id)}`));
}

function pictureOf(file) {
  return element("img", { className: "picture", src: file.url, alt: file.name, loading: "lazy" });
}

function fileOf(file) {
  const size = file.size < 1024 ? `${file.size} B` : file.size < 1048576 ? `${(file.size / 1024).toFixed(1)} KB` : `${(file.size / 1048576).toFixed(1)} MB`;
  return element("a", { href: file.url, download: file.name, target: "_blank", rel: "noopener" }, `📄 ${file.name}(${size})`);
}

function articleOf(article) {
  const picture = safeUrl(article.picture_url);
  return element(
    "div",
    {},
    picture === null ? null : element("img", { src: picture, alt: article.title }),
    element("p", { className: "card-title" }, link(article.title, article.url)),
    article.description ? element("p", { className: "card-desc" }, article.description.replace(/<[^>]*>/g, "")) : null,
  );
}

function quoteOf(quote) {
  return quote ? element("p", { className: "quote-block" }, `${quote.sender}:${quote.text}`) : null;
}

function feedbackOf(message, actions) {
  if (!message.feedback_id) return null;
  const button = (text, verdict) => {
    const node = element("button", { type: "button", dataset: { testid: `judge-${verdict}` } }, text);
    node.addEventListener("click", () => actions.judge(message, verdict));
    return node;
  };
  return element("div", { className: "feedback", attributes: { role: "group", "aria-label": "评价这条回答" } }, button("👍 有用", 1), button("👎 没用", 2));
}
