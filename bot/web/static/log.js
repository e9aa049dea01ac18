// The lines of one phone. The page itself is the memory: each line knows its own letter, key and order, so nothing is
// kept twice.

import { blank, fillPaper, fillText, living, words } from "./tools.js";

/** @typedef {import("./tools.js").Choice} Choice */
/** @typedef {import("./tools.js").Letter} Letter */
/** @typedef {import("./tools.js").Own} Own */
/** @typedef {import("./tools.js").Paper} Paper */
/** @typedef {import("./tools.js").Unsent} Unsent */

const NEAR_END = 48; // pixels from the end that still count as reading the newest line

export class Log {
  /** @param {HTMLElement} section @param {string} chat */
  constructor(section, chat) {
    this.chat = chat;
    this.box = /** @type {HTMLElement} */ (section.querySelector(".log"));
    this.list = /** @type {HTMLElement} */ (section.querySelector(".lines"));
    this.pill = /** @type {HTMLElement} */ (section.querySelector(".pill"));
    this.atEnd = true;
    this.list.querySelectorAll(".bot .text").forEach((text) => fillText(text, text.textContent, living));
    this.box.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.pill.addEventListener("click", () => this.toEnd(true));
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.box);
    this.tidy();
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.box;
    if (!clientHeight) return; // not on show: a hidden tab says nothing about where one was reading
    this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (this.atEnd) this.pill.hidden = true;
  }

  toEnd(focus = false) {
    this.box.scrollTop = this.box.scrollHeight;
    this.pill.hidden = true;
    this.atEnd = true;
    if (focus) this.box.focus({ preventScroll: true });
  }

  /** @param {string} name @param {string|number} value @returns {HTMLElement|null} */
  find(name, value) {
    return this.list.querySelector(`.line[data-${name}="${CSS.escape(String(value))}"]`);
  }

  /** Draw what came; a letter or line that is already here is never drawn twice. @param {Letter[]} letters
   * @param {Own[]} own @returns {number} how many letters are new */
  take(letters, own) {
    own.forEach((line) => this.own(line));
    const fresh = letters.filter((letter) => this.letter(letter)).length;
    this.tidy();
    if (this.atEnd) this.toEnd();
    else if (fresh) this.pill.hidden = false;
    return fresh;
  }

  /** An edit of a letter this page never had is shown as a line of its own. @param {Letter} letter */
  letter(letter) {
    const old = letter.kind === "edit" ? letter.replaces : letter.id;
    const here = this.find("letter", old) ?? this.find("edit", old);
    if (here && letter.kind === "edit") this.fill(here, letter);
    if (here) return false;
    const line = /** @type {HTMLElement} */ (blank("bot").firstElementChild);
    line.dataset.letter = String(old);
    this.fill(line, letter);
    this.place(line, letter);
    return true;
  }

  /** A button carries the letter that offered it: after an edit that is the edit. @param {HTMLElement} line
   * @param {Letter} letter */
  fill(line, letter) {
    line.dataset.edit = String(letter.id);
    fillText(line.querySelector(".text"), letter.text, living);
    const files = /** @type {HTMLElement} */ (line.querySelector(".files"));
    files.replaceChildren(...letter.files.map((file) => this.attached(file)));
    files.hidden = !letter.files.length;
    const choices = /** @type {HTMLElement} */ (line.querySelector(".choices"));
    choices.querySelector(".row").replaceChildren(...letter.choices.map((choice) => this.choice(letter.id, choice)));
    choices.hidden = !letter.choices.length;
  }

  /** @param {Paper} file */
  attached(file) {
    const item = /** @type {HTMLElement} */ (blank("attached").firstElementChild);
    const link = item.querySelector("a");
    link.href = `/c/${this.chat}/file/${file.id}`;
    fillPaper(link, file);
    return item;
  }

  /** @param {number} letter @param {Choice} choice */
  choice(letter, { n, label }) {
    const button = /** @type {HTMLButtonElement} */ (blank("choice").firstElementChild);
    button.value = button.textContent = label;
    Object.assign(button.dataset, { letter, n });
    return button;
  }

  /** The server has it: the line gets its time and its place. @param {Own} own */
  own(own) {
    const line = this.find("key", own.key) ?? this.draft(own);
    line.classList.remove("waiting");
    line.querySelectorAll(".progress, .trouble, .acts").forEach((part) => part.remove());
    this.state(line, "sent");
    this.place(line, own);
  }

  /** @param {{key: string, text: string, file?: {name: string, size: number}|null}} message */
  draft({ key, text, file }) {
    const line = /** @type {HTMLElement} */ (blank("me").firstElementChild);
    line.dataset.key = key;
    const [said, paper] = [line.querySelector(".text"), line.querySelector(".paper")];
    fillText(said, text, String);
    said.toggleAttribute("hidden", !text);
    paper.toggleAttribute("hidden", !file);
    if (file) fillPaper(paper, file);
    return line;
  }

  /** On its way, at the end: the server alone knows its time. @param {Unsent} message */
  pending(message) {
    const line = this.draft(message);
    line.classList.add("waiting");
    this.list.append(line);
    this.state(line, "sending");
    this.tidy();
    return line;
  }

  /** @param {HTMLElement} line @param {string} word */
  state(line, word) {
    const place = line.querySelector(".state");
    if (place.textContent !== words[word]) place.textContent = words[word];
  }

  /** @param {HTMLElement} line @param {{order: number, at: string, day: string}} when */
  place(line, { order, at, day }) {
    Object.assign(line.dataset, { order, day });
    line.querySelector(".at").textContent = at;
    const others = [...this.list.querySelectorAll(".line")].filter((other) => other !== line);
    const later = others.find((other) => rank(other) > order) ?? null;
    if (line.isConnected && next(line) === later) return;
    const focused = line.contains(document.activeElement);
    this.list.insertBefore(line, later);
    if (focused) line.focus({ preventScroll: true });
  }

  /** Day headings are touched only where wrong: whatever is put in anew, a screen reader reads again. */
  tidyDays() {
    let day = "";
    for (const line of this.list.querySelectorAll('.line:not([data-day=""])')) {
      const above = line.previousElementSibling?.matches(".day") ? line.previousElementSibling : null;
      const wanted = line.dataset.day === day ? "" : (day = line.dataset.day);
      if ((above?.textContent ?? "") === wanted) continue;
      above?.remove();
      if (wanted) line.before(heading(wanted));
    }
  }

  /** Which choices are the live ones? The newest; older ones stay, quieter. */
  tidy() {
    this.tidyDays();
    const asking = [...this.list.querySelectorAll(".choices:not([hidden])")];
    asking.forEach((choices, at) => choices.classList.toggle("live", at === asking.length - 1));
  }
}

/** A line without an order is still on its way and stands last. @param {HTMLElement} line */
const rank = (line) => (line.dataset.order ? Number(line.dataset.order) : Infinity);

/** @param {HTMLElement} line @returns {Element|null} the next line, day headings left out */
function next(line) {
  const other = line.nextElementSibling;
  return other?.matches(".day") ? other.nextElementSibling : other;
}

/** @param {string} day */
function heading(day) {
  const line = /** @type {HTMLElement} */ (blank("day").firstElementChild);
  line.firstElementChild.textContent = day;
  return line;
}
