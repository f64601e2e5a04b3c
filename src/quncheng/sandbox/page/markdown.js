// Renders the platform's markdown into elements: headings, lists, quotes, code, tables, links, pictures.
import { element, link, safeUrl } from "/page/dom.js";

const INLINE = new RegExp(
  [
    "(?<code>`[^`\\n]+`)",
    "!\\[(?<alt>[^\\]]*)\\]\\((?<source>[^)\\s]+)\\)",
    "\\[(?<label>[^\\]]+)\\]\\((?<address>[^)\\s]+)\\)",
    "\\*\\*(?<bold>[^*\\n]+)\\*\\*",
    "\\*(?<italic>[^*\\n]+)\\*",
    '<font color="(?<color>info|comment|warning)">(?<coloured>[^<]*)</font>',
    "<@(?<user>[^<>\\s]+)>",
    "(?<bare>https?://[^\\s<>\"'，。、；）]+)",
  ].join("|"),
  "g",
);
const ITEM = /^(\s*)([-*+]|\d+\.)\s+(.*)$/;

/** `nameOf` gives the name behind a `<@userid>`, or null where the platform shows it as text. */
export function renderMarkdown(text, nameOf) {
  const root = element("div", { className: "markdown" });
  const parts = text.split(/<think>([\s\S]*?)(?:<\/think>|$)/);
  parts.forEach((part, index) => {
    if (index % 2 === 0) renderBlocks(part.split("\n"), root, nameOf);
    else root.append(element("p", { className: "thinking" }, part.trim() || "正在思考…"));
  });
  return root;
}

function renderBlocks(lines, root, nameOf) {
  let at = 0;
  while (at < lines.length) at = renderBlock(lines, at, root, nameOf);
}

function renderBlock(lines, at, root, nameOf) {
  const line = lines[at];
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (line.trim() === "") return at + 1;
  if (line.startsWith("```")) return renderCode(lines, at, root);
  if (/^\s*(-{3,}|\*{3,})\s*$/.test(line)) return root.append(element("hr")), at + 1;
  if (heading) {
    root.append(element(`h${Math.min(heading[1].length + 2, 5)}`, {}, ...inline(heading[2], nameOf)));
    return at + 1;
  }
  if (line.startsWith(">")) return renderQuote(lines, at, root, nameOf);
  if (ITEM.test(line)) return renderList(lines, at, root, nameOf);
  if (line.includes("|") && /^\s*\|?[\s:|-]*-[\s:|-]*$/.test(lines[at + 1] ?? "")) return renderTable(lines, at, root, nameOf);
  return renderParagraph(lines, at, root, nameOf);
}

function renderParagraph(lines, at, root, nameOf) {
  const paragraph = element("p");
  let end = at;
  while (end < lines.length && lines[end].trim() !== "" && (end === at || !startsBlock(lines[end]))) {
    if (end > at) paragraph.append(element("br"));
    paragraph.append(...inline(lines[end], nameOf));
    end += 1;
  }
  root.append(paragraph);
  return end;
}

function startsBlock(line) {
  return /^(#{1,6}\s|>|```|\s*-{3,}\s*$)/.test(line) || ITEM.test(line);
}

function renderCode(lines, at, root) {
  let end = at + 1;
  while (end < lines.length && !lines[end].startsWith("```")) end += 1;
  const code = element("code", {}, lines.slice(at + 1, end).join("\n"));
  root.append(element("pre", { tabIndex: 0 }, code));
  return end + 1;
}

function renderQuote(lines, at, root, nameOf) {
  let end = at;
  while (end < lines.length && lines[end].startsWith(">")) end += 1;
  const quote = element("blockquote");
  renderBlocks(lines.slice(at, end).map((line) => line.replace(/^>\s?/, "")), quote, nameOf);
  root.append(quote);
  return end;
}

function renderList(lines, at, root, nameOf) {
  const [, indent, mark] = ITEM.exec(lines[at]);
  const ordered = /\d/.test(mark);
  const list = element(ordered ? "ol" : "ul", ordered ? { start: Number.parseInt(mark, 10) } : {});
  let end = at;
  while (end < lines.length) {
    const item = ITEM.exec(lines[end]);
    if (!item || item[1].length < indent.length) break;
    if (item[1].length > indent.length) {
      end = renderList(lines, end, list.lastElementChild ?? list, nameOf);
      continue;
    }
    if (/\d/.test(item[2]) !== ordered) break;
    list.append(element("li", {}, ...inline(item[3], nameOf)));
    end += 1;
  }
  root.append(list);
  return end;
}

function renderTable(lines, at, root, nameOf) {
  const cells = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
  const sides = cells(lines[at + 1]).map((cell) => (/^:-+:$/.test(cell) ? "center" : /-:$/.test(cell) ? "right" : ""));
  const row = (line, tag) =>
    element("tr", {}, ...cells(line).map((cell, index) => element(tag, { className: sides[index] ?? "" }, ...inline(cell, nameOf))));
  let end = at + 2;
  const body = element("tbody");
  while (end < lines.length && lines[end].includes("|")) body.append(row(lines[end++], "td"));
  root.append(element("table", { tabIndex: 0 }, element("thead", {}, row(lines[at], "th")), body));
  return end;
}

function inline(text, nameOf) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(end, match.index), inlineNode(match, nameOf));
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

function inlineNode(match, nameOf) {
  const found = match.groups;
  if (found.code) return element("code", {}, found.code.slice(1, -1));
  if (found.source) {
    const source = safeUrl(found.source);
    return source === null ? match[0] : element("img", { className: "picture", src: source, alt: found.alt || "图片" });
  }
  if (found.label) return link(found.label, found.address);
  if (found.bold) return element("strong", {}, ...inline(found.bold, nameOf));
  if (found.italic) return element("em", {}, found.italic);
  if (found.color) return element("span", { className: found.color }, found.coloured);
  if (found.user) {
    const name = nameOf(found.user);
    return name === null ? match[0] : element("span", { className: "mention" }, `@${name}`);
  }
  return link(found.bare, found.bare);
}
