// Builds elements; text is always text, so nothing that a bot or member writes is ever read as HTML.

/** An element with properties, `data-*` in `dataset`, attributes in `attributes`, and children. */
export function element(tag, { dataset = {}, attributes = {}, ...properties } = {}, ...children) {
  const node = document.createElement(tag);
  Object.assign(node, properties);
  Object.assign(node.dataset, dataset);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function safeUrl(text) {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A link in a new tab, or its bare text when the address is not one. */
export function link(text, address) {
  const href = safeUrl(address);
  if (href === null) return document.createTextNode(text);
  return element("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** Text with its addresses and `@名称` marked. */
export function plainText(text, names) {
  const marks = names.map((name) => `@${name}`.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  marks.sort((one, other) => other.length - one.length);
  const pattern = new RegExp(["https?://[^\\s<>\"'，。、；）]+", ...marks].join("|"), "g");
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    nodes.push(text.slice(end, match.index));
    nodes.push(match[0].startsWith("@") ? element("span", { className: "mention" }, match[0]) : link(match[0], match[0]));
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes;
}
