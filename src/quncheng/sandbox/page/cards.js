// Shows a template card as one member sees it, and collects what the member chooses.
import { element, link, safeUrl } from "/page/dom.js";

/** `press(key, chosen)` sends a click; `ask(question)` posts a question to the bot. */
export function renderCard(message, { press, ask }) {
  const { card, card_state: state } = message;
  const disabledText = state.replaced_text ?? card.replace_text ?? null;
  const chosen = new Map();
  const send = (key) => press(key, Object.fromEntries(chosen));
  return element(
    "div",
    { className: "card", dataset: { testid: `card-${card.task_id ?? message.id}` } },
    sourceOf(card.source),
    titleOf(card.main_title),
    pictureOf(card.card_image),
    areaOf(card.image_text_area),
    emphasisOf(card.emphasis_content),
    quoteOf(card.quote_area),
    card.sub_title_text ? element("p", { className: "card-sub" }, card.sub_title_text) : null,
    ...(card.vertical_content_list ?? []).map(titleOf),
    rowsOf(card.horizontal_content_list),
    ...[...(card.select_list ?? []), card.button_selection].filter(Boolean).map((one) => selectOf(one, state, chosen, disabledText)),
    card.checkbox ? checkboxOf(card.checkbox, state, chosen, disabledText, message.id) : null,
    buttonsOf(card, state, send, disabledText),
    menuOf(card.action_menu, send),
    jumpsOf(card, ask),
    stateOf(card, state),
  );
}

function sourceOf(source) {
  if (!source?.desc) return null;
  return element("p", { className: "card-source", dataset: { color: String(source.desc_color ?? 0) } }, source.desc);
}

function titleOf(title) {
  if (!title?.title && !title?.desc) return null;
  return element(
    "div",
    {},
    title.title ? element("p", { className: "card-title" }, title.title) : null,
    title.desc ? element("p", { className: "card-desc" }, title.desc) : null,
  );
}

function pictureOf(image) {
  const source = safeUrl(image?.url ?? "");
  return source === null ? null : element("img", { src: source, alt: "卡片图片" });
}

function areaOf(area) {
  if (!area) return null;
  const source = safeUrl(area.image_url ?? "");
  return element("div", {}, source === null ? null : element("img", { src: source, alt: area.title ?? "卡片图片" }), titleOf(area));
}

function emphasisOf(content) {
  if (!content) return null;
  return element("p", { className: "card-emphasis" }, element("strong", {}, content.title ?? ""), content.desc ?? "");
}

function quoteOf(quote) {
  if (!quote) return null;
  const text = [quote.title, quote.quote_text].filter(Boolean).join("\n");
  return element("p", { className: "quote-block" }, quote.type === 1 ? link(text, quote.url) : text);
}

function rowsOf(rows) {
  if (!rows?.length) return null;
  const pairs = rows.flatMap((row) => [
    element("dt", {}, row.keyname),
    element("dd", {}, row.type === 1 ? link(row.value ?? row.url, row.url) : (row.value ?? row.userid ?? "")),
  ]);
  return element("dl", {}, ...pairs);
}

function selectOf(selection, state, chosen, disabledText) {
  const picked = state.chosen[selection.question_key]?.[0] ?? selection.selected_id ?? selection.option_list[0]?.id;
  chosen.set(selection.question_key, [picked]);
  const select = element(
    "select",
    {
      disabled: Boolean(selection.disable) || disabledText !== null,
      dataset: { testid: `card-select-${selection.question_key}` },
      attributes: { "aria-label": selection.title || "请选择" },
    },
    ...selection.option_list.map((option) => element("option", { value: option.id, selected: option.id === picked }, option.text)),
  );
  select.addEventListener("change", () => chosen.set(selection.question_key, [select.value]));
  return element("div", {}, selection.title ? element("p", { className: "card-desc" }, selection.title) : null, select);
}

function checkboxOf(box, state, chosen, disabledText, messageId) {
  const several = box.mode === 1;
  const initial = state.chosen[box.question_key] ?? box.option_list.filter((option) => option.is_checked).map((option) => option.id);
  chosen.set(box.question_key, initial);
  const fieldset = element("fieldset", {}, element("legend", {}, several ? "可多选" : "单选"));
  for (const option of box.option_list) {
    const input = element("input", {
      type: several ? "checkbox" : "radio",
      name: `${messageId}-${box.question_key}`,
      value: option.id,
      checked: initial.includes(option.id),
      disabled: Boolean(box.disable) || disabledText !== null,
      dataset: { testid: `card-option-${option.id}` },
    });
    input.addEventListener("change", () => {
      const inputs = [...fieldset.querySelectorAll("input")];
      chosen.set(box.question_key, inputs.filter((one) => one.checked).map((one) => one.value));
    });
    fieldset.append(element("label", {}, input, option.text));
  }
  return fieldset;
}

function buttonsOf(card, state, send, disabledText) {
  const buttons = [...(card.button_list ?? [])];
  if (card.submit_button) buttons.push({ ...card.submit_button, style: 1 });
  if (!buttons.length) return null;
  const nodes = buttons.map((button) => buttonOf(button, state, send, disabledText));
  return element("div", { className: "card-buttons" }, ...(disabledText === null ? nodes : nodes.slice(0, 1)));
}

function buttonOf(button, state, send, disabledText) {
  if (button.type === 1 && disabledText === null) return link(button.text, button.url);
  const node = element(
    "button",
    {
      type: "button",
      className: "card-button",
      disabled: disabledText !== null,
      dataset: { testid: `card-button-${button.key}`, style: String(button.style ?? 1), pressed: String(state.pressed === button.key) },
    },
    disabledText ?? button.text,
  );
  node.addEventListener("click", () => send(button.key));
  return node;
}

function menuOf(menu, send) {
  if (!menu) return null;
  const nodes = menu.action_list.map((item) => {
    const node = element("button", { type: "button", className: "card-button", dataset: { style: "2", testid: `card-menu-${item.key}` } }, item.text);
    node.addEventListener("click", () => send(item.key));
    return node;
  });
  return element("div", { className: "card-buttons", attributes: { role: "group", "aria-label": menu.desc } }, ...nodes);
}

function jumpsOf(card, ask) {
  const nodes = (card.jump_list ?? []).map((jump) => {
    if (jump.type === 1) return link(jump.title, jump.url);
    if (jump.type !== 3) return element("span", {}, jump.title);
    const node = element("button", { type: "button", className: "card-button" }, jump.title);
    node.addEventListener("click", () => ask(jump.question));
    return node;
  });
  if (card.card_action?.type === 1) nodes.push(link("查看详情", card.card_action.url));
  return nodes.length ? element("div", { className: "card-buttons" }, ...nodes) : null;
}

function stateOf(card, state) {
  if (!state.pressed || state.is_changed) return null;
  const all = [...(card.button_list ?? []), card.submit_button, ...(card.action_menu?.action_list ?? [])];
  const text = all.find((one) => one?.key === state.pressed)?.text;
  return text ? element("p", { className: "card-state" }, `你点了“${text}”`) : null;
}
