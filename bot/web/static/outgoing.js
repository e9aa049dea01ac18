// What goes out: words one after another, files one after another, neither waiting for the other.

import { blank, freshKey, pause, words } from "./tools.js";
import { forget, keep, kept } from "./unsent.js";
import { post, put } from "./wire.js";

/** @typedef {import("./log.js").Log} Log */
/** @typedef {import("./tools.js").Own} Own */
/** @typedef {import("./tools.js").Unsent} Unsent */
/** @typedef {import("./wire.js").Answer} Answer */

const FILE_LIMIT = 50_000_000;
const STALE = 12 * 3600 * 1000; // an unsent "this afternoon" is not sent by itself the day after
const ACCEPTED = 202;
const COMES_BACK = new Set([0, 408, 425, 429, 500, 502, 503, 504]);

export class Outgoing {
  /** @param {string} chat @param {Log} log @param {() => void} sent */
  constructor(chat, log, sent) {
    Object.assign(this, { chat, log, sent });
    /** @type {Unsent[]} */ this.queue = [];
    /** @type {Map<string, File>} */ this.files = new Map();
    /** @type {Map<string, XMLHttpRequest>} */ this.wires = new Map();
    this.busy = { words: false, files: false };
    this.tries = 0;
    this.alarm = 0;
    log.list.addEventListener("click", (event) => this.pressed(event));
  }

  /** Take up what an earlier visit left. Files cannot be kept by a browser: they are named and asked for again. */
  recall() {
    for (const message of kept(this.chat)) {
      if (this.log.find("key", message.key)) forget(this.chat, message.key);
      else this.restore(message);
    }
    this.flush();
  }

  /** @param {Unsent} message */
  restore(message) {
    this.queue.push(message);
    this.log.pending(message);
    const why = message.file ? words.pick : Date.now() - message.made > STALE ? words.failed : message.trouble;
    if (why) this.trouble(message, why);
  }

  /** @param {Omit<Unsent, "key"|"made">} what @param {File} [file] @returns {HTMLElement} its line */
  send(what, file) {
    const message = { key: freshKey(), made: Date.now(), ...what };
    this.queue.push(message);
    if (file) this.files.set(message.key, file);
    keep(this.chat, message);
    const line = this.log.pending(message);
    this.log.toEnd();
    this.flush();
    return line;
  }

  /** A file that an earlier visit could not finish goes on under its first key: sent twice, handled once.
   * @param {File} file @param {string} album */
  sendFile(file, album) {
    const { name, size } = file;
    const same = this.queue.find((m) => m.file?.name === name && m.file.size === size && !this.files.has(m.key));
    if (same) {
      this.files.set(same.key, file);
      this.again(same);
    } else if (size > FILE_LIMIT) this.refuse(file, words.big);
    else if (!size) this.refuse(file, words.empty);
    else this.send({ text: "", file: album ? { name, size, album } : { name, size } }, file);
  }

  /** Shown, never queued: it could not be taken anyway. @param {File} file @param {string} why */
  refuse({ name, size }, why) {
    const message = { key: freshKey(), made: Date.now(), text: "", file: { name, size } };
    this.log.pending(message);
    this.log.toEnd();
    this.trouble(message, why);
  }

  flush() {
    clearTimeout(this.alarm);
    void this.deliver("words");
    void this.deliver("files");
  }

  /** @param {"words"|"files"} kind */
  async deliver(kind) {
    if (this.busy[kind]) return;
    this.busy[kind] = true;
    const due = () => this.queue.find((m) => !m.trouble && (kind === "files") === Boolean(m.file));
    for (let message = due(); message; message = due()) {
      if (!this.judge(message, await this.attempt(message))) break;
    }
    this.busy[kind] = false;
  }

  /** @param {Unsent} message @returns {Promise<Answer>} */
  attempt(message) {
    const { key, text, tap, file } = message;
    if (file) return this.upload(message);
    return tap ? post(`/c/${this.chat}/tap`, { key, ...tap }) : post(`/c/${this.chat}/say`, { key, text });
  }

  /** @param {Unsent} message */
  async upload({ key, file }) {
    const wire = new XMLHttpRequest();
    this.wires.set(key, wire);
    const asked = new URLSearchParams({ key, name: file.name, ...(file.album && { album: file.album }) });
    const path = `/c/${this.chat}/file?${asked}`;
    const bar = this.bar(key);
    const answer = await put(wire, path, this.files.get(key), (part) => showProgress(bar, part));
    bar?.remove();
    this.wires.delete(key);
    return answer;
  }

  /** @param {string} key */
  bar(key) {
    const line = this.log.find("key", key);
    line?.querySelector(".paper").after(blank("progress"));
    if (this.log.atEnd) this.log.toEnd();
    return line?.querySelector(".progress") ?? null;
  }

  /** Is the way free for the next one? @param {Unsent} message @param {Answer} answer */
  judge(message, { status, error }) {
    if (!this.queue.includes(message)) return true; // taken back meanwhile
    if (COMES_BACK.has(status)) return this.wait(message);
    this.tries = 0;
    if (status === ACCEPTED) this.accepted(message);
    else this.trouble(message, error || words.failed);
    return true;
  }

  /** @param {Unsent} message */
  wait(message) {
    this.say(message, "waiting");
    clearTimeout(this.alarm);
    this.alarm = setTimeout(() => this.flush(), pause(this.tries++));
    return false;
  }

  /** @param {Unsent} message */
  accepted(message) {
    this.drop(message.key);
    this.say(message, "sent");
    this.log.find("key", message.key)?.classList.remove("waiting");
    this.sent();
  }

  /** The server had it all along, whatever became of the answer. @param {Own[]} own */
  confirmed(own) {
    own.filter((line) => this.queue.some((m) => m.key === line.key)).forEach((line) => this.drop(line.key));
  }

  /** @param {string} key */
  drop(key) {
    this.queue = this.queue.filter((message) => message.key !== key);
    this.files.delete(key);
    forget(this.chat, key);
    this.wires.get(key)?.abort();
  }

  /** @param {Unsent} message @param {string} word */
  say({ key }, word) {
    const line = this.log.find("key", key);
    if (line) this.log.state(line, word);
  }

  /** It will not go by itself: say why, offer to try again or to leave it.
   * @param {Unsent} message @param {string} why */
  trouble(message, why) {
    const line = this.log.find("key", message.key);
    message.trouble = why;
    if (this.queue.includes(message)) keep(this.chat, message);
    if (!line) return;
    line.querySelectorAll(".trouble, .acts").forEach((part) => part.remove());
    line.querySelector(".state").textContent = "";
    line.querySelector(".bubble").append(blank("trouble"));
    line.querySelector(".why").textContent = why;
    if (message.file && !this.files.has(message.key)) line.querySelector('[data-act="again"]').remove();
    if (this.log.atEnd) this.log.toEnd();
  }

  /** @param {Unsent} message */
  again(message) {
    delete message.trouble;
    message.made = Date.now();
    keep(this.chat, message);
    this.say(message, "sending");
    this.log.find("key", message.key)?.querySelectorAll(".trouble, .acts").forEach((part) => part.remove());
    this.flush();
  }

  /** @param {MouseEvent} event */
  pressed(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-act]");
    const line = /** @type {HTMLElement|null} */ (button?.closest(".line"));
    if (!line) return;
    const message = this.queue.find((m) => m.key === line.dataset.key);
    if (button.dataset.act === "again" && message) this.again(message);
    else this.takeBack(line);
    if (line.isConnected) line.focus({ preventScroll: true });
    else this.log.box.focus({ preventScroll: true });
  }

  /** @param {HTMLElement} line */
  takeBack(line) {
    line.remove();
    this.drop(line.dataset.key);
    this.log.tidy();
  }
}

/** @param {HTMLElement|null} bar @param {number} part */
function showProgress(bar, part) {
  if (!bar) return;
  const percent = Math.floor(part * 100);
  bar.querySelector("progress").value = percent;
  bar.querySelector(".percent").textContent = `${percent} %`;
}
