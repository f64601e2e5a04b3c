// The input: text, voice, files, a quote, and the list of people that opens at an @.
import { readFile } from "/page/api.js";
import { element } from "/page/dom.js";

const id = (name) => document.getElementById(name);

export class Composer {
  /** `send` takes what is said; `candidates` lists who can be mentioned; `report` shows an error. */
  constructor({ send, candidates, report }) {
    this.send = send;
    this.candidates = candidates;
    this.report = report;
    this.quote = null;
    this.choices = [];
    this.chosen = 0;
    this.input = id("input");
    this.list = id("mentions");
    this.listen();
  }

  listen() {
    id("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("input", () => this.suggest());
    this.input.addEventListener("keydown", (event) => this.handleKey(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.closeList(), 150));
    id("mention").addEventListener("click", () => {
      this.input.focus();
      this.input.setRangeText("@", this.input.selectionStart, this.input.selectionEnd, "end");
      this.suggest();
    });
    id("voice").addEventListener("click", () => this.toggleVoice());
    id("quoted-cancel").addEventListener("click", () => this.setQuote(null));
    for (const kind of ["picture", "file"]) {
      const chooser = id(`${kind}-input`);
      id(kind).addEventListener("click", () => chooser.click());
      chooser.addEventListener("change", () => this.sendFile(chooser, kind === "picture" ? "image" : "file"));
    }
  }

  get isVoice() {
    return id("voice").getAttribute("aria-pressed") === "true";
  }

  toggleVoice() {
    id("voice").setAttribute("aria-pressed", String(!this.isVoice));
    this.input.placeholder = this.isVoice ? "说的话写在这里,作为语音发送" : "输入消息,回车发送";
    this.input.focus();
  }

  setQuote(message) {
    this.quote = message;
    id("quoted").hidden = message === null;
    id("quoted-text").textContent = message === null ? "" : `引用 ${message.sender.name}:${message.text || message.card?.main_title?.title || "消息"}`;
    if (message !== null) this.input.focus();
  }

  submit() {
    const text = this.input.value.trimEnd();
    if (!text.trim()) return;
    const said = { text, voice: this.isVoice, quote: this.quote?.id ?? null };
    this.clear();
    this.send(said).catch((error) => {
      if (!this.input.value) this.input.value = text;
      this.report(error);
    });
  }

  clear() {
    this.input.value = "";
    this.setQuote(null);
    if (this.isVoice) this.toggleVoice();
    this.closeList();
    this.input.focus();
  }

  async sendFile(chooser, kind) {
    const [file] = chooser.files;
    chooser.value = "";
    if (!file) return;
    const text = kind === "image" ? this.input.value.trimEnd() : "";
    try {
      const base64 = await readFile(file);
      await this.send({ text, quote: this.quote?.id ?? null, files: [{ kind, name: file.name, base64 }] });
      if (kind === "image") this.clear();
    } catch (error) {
      this.report(error);
    }
  }

  suggest() {
    const before = this.input.value.slice(0, this.input.selectionStart);
    const typed = /@([^@\s]*)$/.exec(before);
    this.choices = typed ? this.candidates().filter((one) => one.name.startsWith(typed[1])) : [];
    this.chosen = 0;
    this.typedLength = typed ? typed[0].length : 0;
    this.showList();
  }

  showList() {
    this.list.hidden = this.choices.length === 0;
    const options = this.choices.map((one, index) => {
      const option = element(
        "li",
        { id: `mention-option-${index}`, dataset: { testid: `mention-${one.id}` }, attributes: { role: "option", "aria-selected": String(index === this.chosen) } },
        one.isBot ? `${one.name}(机器人)` : one.name,
      );
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.choose(index);
      });
      return option;
    });
    this.list.replaceChildren(...options);
    if (this.choices.length) this.input.setAttribute("aria-activedescendant", `mention-option-${this.chosen}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  closeList() {
    this.choices = [];
    this.showList();
  }

  choose(index) {
    const end = this.input.selectionStart;
    this.input.setRangeText(`@${this.choices[index].name} `, end - this.typedLength, end, "end");
    this.closeList();
    this.input.focus();
  }

  handleKey(event) {
    if (event.isComposing) return;
    const open = this.choices.length > 0;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.chosen = (this.chosen + step + this.choices.length) % this.choices.length;
      this.showList();
    } else if (open && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      this.choose(this.chosen);
    } else if (open && event.key === "Escape") {
      this.closeList();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    }
  }
}
