// The phones of a page: their lines, what was written on them, and the one stream that rings for all.
// The page itself is the memory: each line knows its own letter, key and order, so nothing is kept twice.

/** @typedef {{n: number, label: string}} Choice */
/** @typedef {{id: number, name: string, size: number}} Paper */
/** @typedef {{seq: number, id: number, kind: "say"|"edit", text: string, choices: Choice[], files: Paper[],
 *   replaces: number|null, order: number, at: string, day: string}} Letter */
/** @typedef {{id: number, key: string, text: string, file: {name: string, size: number}|null,
 *   order: number, at: string, day: string}} Own */
/** What a person sent and the server has not yet said it keeps. `made` is this machine's clock, in milliseconds.
 * @typedef {{key: string, made: number, text: string, tap?: {letter: number, n: number},
 *   file?: {name: string, size: number}, trouble?: string}} Unsent */
/** `status` 0: nothing came back. @typedef {{status: number, error: string}} Answer */

const FILE_LIMIT = 50 * 1024 * 1024;
const STALE = 12 * 3600 * 1000; // an unsent "this afternoon" is not sent by itself the day after
const NEAR_END = 48; // pixels from the end that still count as reading the newest line
const PATIENCE = 20_000; // for an answer to a few words
const LOOKS_AFTER_SENDING = [2000, 8000]; // in case something on the way holds the stream back
const QUIET_LOOK = 60_000;
const LONGEST_PAUSE = 10_000;
const ACCEPTED = 202;
const COMES_BACK = new Set([0, 408, 425, 429, 500, 502, 503, 504]);
const ADDRESS = /(https?:\/\/[^\s<>"“”]*[^\s<>"“”.,;:!?)\]])/;
const PHONE = /(\b0\d{3}[. ]?\d{3}[. ]?\d{3}\b)/;
const COMMAND = /(^|\s)(\/[a-z]{2,20})(?![\w/])/;
const LIVE = new RegExp([ADDRESS, PHONE, COMMAND].map((one) => one.source).join("|"), "g");

/** @type {Record<string, string>} */
const words = JSON.parse(document.getElementById("words").textContent);
const byTouch = matchMedia("(pointer: coarse)");

// --- small tools -----------------------------------------------------------------------------------------------

/** @param {string} id @returns {DocumentFragment} */
const blank = (id) => document.getElementById(id).content.cloneNode(true);

/** Unique among all messages of all browsers; randomUUID exists only on https and localhost. @returns {string} */
function freshKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {number} bytes @returns {string} the same words as the page's own macro */
function sized(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(1).replace(".", ",")} MB`;
}

/** 1 s, 2 s, 4 s … with a little chance in it, so that pages do not come back all at once. @param {number} tries */
const pause = (tries) => Math.min(LONGEST_PAUSE, 1000 * 2 ** Math.min(tries, 5)) * (0.75 + Math.random() / 2);

/** @param {string} id of a blank, or "" to take the notice away */
function notice(id) {
  const place = document.getElementById("notice");
  if (place.dataset.shows === id || signedOut()) return;
  place.dataset.shows = id;
  place.replaceChildren(...(id ? [blank(id)] : []));
}

/** The session has ended: nothing will come any more until the person signs in. */
const signedOut = () => document.getElementById("notice").dataset.shows === "signed-out";

/** A text stands as parts, one a line. @param {HTMLElement} place @param {string} text
 * @param {(line: string) => Node|string} drawn */
function fillText(place, text, drawn) {
  place.replaceChildren(...text.split("\n").flatMap((line, at) => [at ? "\n" : "", part(drawn(line))]));
}

/** @param {Node|string} line */
function part(line) {
  const place = document.createElement("span");
  place.className = "part";
  place.append(line);
  return place;
}

/** What the bot says: addresses, telephones and commands become things to press. @param {string} text */
function living(text) {
  const all = document.createDocumentFragment();
  let done = 0;
  for (const found of text.matchAll(LIVE)) {
    const from = found.index + (found[3] ?? "").length;
    all.append(text.slice(done, from), pressable(found));
    done = found.index + found[0].length;
  }
  all.append(text.slice(done));
  return all;
}

/** @param {RegExpMatchArray} found */
function pressable([whole, address, phone, , command]) {
  if (command) return commandButton(command);
  const link = document.createElement("a");
  link.textContent = whole;
  link.href = address ?? `tel:${phone.replace(/\D/g, "")}`;
  if (address) Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
  return link;
}

/** @param {string} command */
function commandButton(command) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "word", textContent: command });
  button.dataset.word = command;
  return button;
}

/** @param {HTMLElement} place @param {{name: string, size: number}} file */
function fillPaper(place, file) {
  place.replaceChildren(blank("paper"));
  place.querySelector(".name").textContent = file.name;
  place.querySelector(".size").textContent = sized(file.size);
}

// --- what is not yet sent, kept over a reload; each message under its own name, so two tabs never overwrite ----

const shelf = (/** @type {string} */ chat) => `dung-han/${chat}/`;

/** @param {string} chat @param {Unsent} message */
function keep(chat, message) {
  try {
    localStorage.setItem(shelf(chat) + message.key, JSON.stringify(message));
  } catch { /* a full or forbidden storage: the message still lives on this page */ }
}

/** @param {string} chat @param {string} key */
function forget(chat, key) {
  try {
    localStorage.removeItem(shelf(chat) + key);
  } catch { /* nothing was kept */ }
}

/** @param {string} chat @returns {Unsent[]} oldest first */
function kept(chat) {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(shelf(chat)));
    return names.map((name) => JSON.parse(localStorage.getItem(name))).sort((a, b) => a.made - b.made);
  } catch {
    return [];
  }
}

// --- the wire --------------------------------------------------------------------------------------------------

/** @param {string} body @returns {string} the server's sentence, if it said one */
function sentence(body) {
  try {
    return JSON.parse(body).error ?? "";
  } catch {
    return "";
  }
}

/** @param {string} path @param {object} body @returns {Promise<Answer>} */
async function post(path, body) {
  const stop = new AbortController();
  const alarm = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal: stop.signal });
    return { status: answer.status, error: answer.ok ? "" : sentence(await answer.text()) };
  } catch {
    return { status: 0, error: "" };
  } finally {
    clearTimeout(alarm);
  }
}

/** Nothing when the server is away: whoever asked will ask again. @param {string} path */
async function get(path) {
  try {
    const answer = await fetch(path, { cache: "no-store" });
    if (answer.status === 401 || answer.status === 403) return "signed-out";
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Only this old way tells how much has gone. @param {XMLHttpRequest} wire @param {string} path @param {File} file
 * @param {(part: number) => void} told @returns {Promise<Answer>} */
function put(wire, path, file, told) {
  return new Promise((resolve) => {
    wire.upload.onprogress = (event) => told(event.loaded / Math.max(event.total, 1));
    wire.onload = () => resolve({ status: wire.status, error: sentence(wire.responseText) });
    wire.onerror = wire.onabort = () => resolve({ status: 0, error: "" });
    wire.open("PUT", path);
    wire.setRequestHeader("Content-Type", "application/octet-stream");
    wire.send(file);
  });
}

// --- the lines of one phone ------------------------------------------------------------------------------------

class Log {
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

// --- what goes out: words one after another, files one after another, neither waiting for the other -----------

class Outgoing {
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
   * @param {File} file */
  sendFile(file) {
    const { name, size } = file;
    const same = this.queue.find((m) => m.file?.name === name && m.file.size === size && !this.files.has(m.key));
    if (same) {
      this.files.set(same.key, file);
      this.again(same);
    } else if (size > FILE_LIMIT) this.refuse(file, words.big);
    else if (!size) this.refuse(file, words.empty);
    else this.send({ text: "", file: { name, size } }, file);
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
    const path = `/c/${this.chat}/file?key=${encodeURIComponent(key)}&name=${encodeURIComponent(file.name)}`;
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

// --- one phone -------------------------------------------------------------------------------------------------

class Phone {
  /** @param {HTMLElement} section */
  constructor(section) {
    this.section = section;
    this.chat = section.dataset.chat;
    this.after = Number(section.dataset.after);
    this.mine = Number(section.dataset.mine);
    this.log = new Log(section, this.chat);
    this.out = new Outgoing(this.chat, this.log, () => this.lookSoon());
    this.looking = this.lookAgain = false;
    this.looked = 0;
    section.addEventListener("click", (event) => this.pressed(event));
    closeMenu(section);
    compose(section, this.out);
    this.out.recall();
  }

  /** A choice, or a word offered in a text or the menu. @param {MouseEvent} event */
  pressed(event) {
    const button = /** @type {HTMLButtonElement|null} */ (event.target.closest("[data-n], [data-word]"));
    if (!button) return;
    event.preventDefault();
    if (button.dataset.n) this.tap(button);
    else this.out.send({ text: button.dataset.word }).focus({ preventScroll: true });
  }

  /** The keyboard goes at once; the focus goes to the own line, so that Tab leads on to the answer.
   * @param {HTMLButtonElement} button */
  tap(button) {
    const { letter, n } = button.dataset;
    const line = this.out.send({ text: button.value, tap: { letter: Number(letter), n: Number(n) } });
    button.closest(".choices").hidden = true;
    this.log.tidy();
    line.focus({ preventScroll: true });
  }

  lookSoon() {
    const sent = performance.now();
    LOOKS_AFTER_SENDING.forEach((time) => setTimeout(() => this.looked < sent && this.look(), time));
  }

  /** Fetch what is new; a ring while fetching means once more. */
  async look() {
    if (this.looking) return void (this.lookAgain = true);
    this.looking = true;
    do {
      this.lookAgain = false;
      await this.fetchLines();
    } while (this.lookAgain);
    this.looking = false;
  }

  async fetchLines() {
    this.looked = performance.now();
    const came = await get(`/c/${this.chat}/lines?after=${this.after}&mine=${this.mine}`);
    if (came === "signed-out") notice(came);
    else if (came) this.take(came);
  }

  /** @param {{letters: Letter[], mine: Own[], seq: number, mine_id: number}} came */
  take({ letters, mine, seq, mine_id: last }) {
    const fresh = this.log.take(letters, mine);
    this.out.confirmed(mine);
    this.after = Math.max(this.after, seq);
    this.mine = Math.max(this.mine, last);
    if (fresh) this.section.dispatchEvent(new CustomEvent("fresh", { bubbles: true, detail: fresh }));
  }
}

/** As menus do: shut by Escape and by pressing anything but its own button. @param {HTMLElement} section */
function closeMenu(section) {
  const menu = section.querySelector(".menu");
  const knob = menu?.querySelector("summary");
  const shut = () => menu?.removeAttribute("open");
  document.addEventListener("click", (event) => knob?.contains(event.target) || shut());
  menu?.addEventListener("keydown", (event) => event.key === "Escape" && (shut(), knob.focus()));
}

// --- writing ---------------------------------------------------------------------------------------------------

/** @param {HTMLElement} section @param {Outgoing} out */
function compose(section, out) {
  const form = /** @type {HTMLFormElement} */ (section.querySelector(".composer"));
  const box = form.querySelector("textarea");
  form.addEventListener("submit", (event) => (event.preventDefault(), sendText(box, out)));
  box.addEventListener("input", () => grow(box));
  box.addEventListener("keydown", (event) => {
    // Enter that ends a composed letter belongs to the keyboard, not to us; Safari only says so by 229.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing || byTouch.matches) return;
    event.preventDefault();
    sendText(box, out);
  });
  attachFiles(section, form, box, out);
}

/** @param {HTMLTextAreaElement} box @param {Outgoing} out */
function sendText(box, out) {
  const text = box.value.trim();
  if (text) out.send({ text });
  box.value = "";
  grow(box);
  box.focus();
}

/** @param {HTMLTextAreaElement} box */
function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

/** @param {HTMLElement} section @param {HTMLFormElement} form @param {HTMLTextAreaElement} box @param {Outgoing} out */
function attachFiles(section, form, box, out) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input[type="file"]'));
  const sendAll = (/** @type {FileList} */ files) => [...files].forEach((file) => out.sendFile(file));
  form.querySelector(".attach").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    sendAll(input.files);
    input.value = "";
  });
  box.addEventListener("paste", (event) => {
    // Word and Excel put a picture of the copied cells beside their text: then the text is meant.
    const { files, types } = event.clipboardData;
    if (!files.length || types.includes("text/plain")) return;
    event.preventDefault();
    sendAll(files);
  });
  catchDrops(section, sendAll);
}

/** @param {HTMLElement} section @param {(files: FileList) => void} sendAll */
function catchDrops(section, sendAll) {
  const veil = /** @type {HTMLElement} */ (section.querySelector(".drop"));
  section.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    veil.hidden = false;
  });
  section.addEventListener("dragleave", (event) => (veil.hidden = !section.contains(event.relatedTarget)));
  section.addEventListener("drop", (event) => {
    event.preventDefault();
    veil.hidden = true;
    sendAll(event.dataTransfer.files);
  });
}

// --- the stream that rings -------------------------------------------------------------------------------------

class Ring {
  /** @param {Map<string, Phone>} phones */
  constructor(phones) {
    this.phones = phones;
    this.tries = 0;
    this.alarm = 0;
    /** @type {EventSource|null} */ this.stream = null;
  }

  open() {
    this.close();
    this.stream = new EventSource("/ring");
    this.stream.onopen = () => this.opened();
    this.stream.onerror = () => this.lost();
    this.stream.addEventListener("ring", (event) => this.phones.get(String(JSON.parse(event.data).chat))?.look());
    this.stream.addEventListener("clock", (event) =>
      document.dispatchEvent(new CustomEvent("clock", { detail: JSON.parse(event.data) })));
  }

  close() {
    clearTimeout(this.alarm);
    this.stream?.close();
  }

  opened() {
    this.tries = 0;
    notice("");
    this.lookAround();
  }

  /** The browser's own way of coming back gives up on some answers, so it is done here. The lines are looked for
   * all the same: some offices let pages through and hold streams back. */
  lost() {
    this.close();
    if (signedOut()) return;
    notice("reconnecting");
    this.alarm = setTimeout(() => (this.open(), this.tries > 1 && this.lookAround()), pause(this.tries++));
  }

  lookAround() {
    this.phones.forEach((phone) => (void phone.look(), phone.out.flush()));
  }
}

/** @param {Map<string, Phone>} phones @param {Ring} ring */
function listen(phones, ring) {
  addEventListener("pagehide", () => ring.close());
  addEventListener("pageshow", (event) => event.persisted && ring.open());
  addEventListener("online", () => ring.open());
  addEventListener("beforeunload", (event) => {
    if ([...phones.values()].some((phone) => phone.out.wires.size)) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => document.hidden || ring.lookAround());
  setInterval(() => document.hidden || ring.lookAround(), QUIET_LOOK);
}

function start() {
  const sections = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".phone")]);
  const phones = new Map(sections.map((section) => [section.dataset.chat, new Phone(section)]));
  const ring = new Ring(phones);
  listen(phones, ring);
  ring.open();
  if (phones.size === 1 && !byTouch.matches) sections[0].querySelector("textarea").focus();
}

start();
