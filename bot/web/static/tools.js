// Small tools of a page: its blank lines, its words, texts with things to press in them.

/** @typedef {{n: number, label: string}} Choice */
/** @typedef {{id: number, name: string, size: number}} Paper */
/** @typedef {{seq: number, id: number, kind: "say"|"edit", text: string, choices: Choice[], files: Paper[],
 *   replaces: number|null, order: number, at: string, day: string}} Letter */
/** @typedef {{id: number, key: string, text: string, file: {name: string, size: number}|null,
 *   order: number, at: string, day: string}} Own */
/** What a person sent and the server has not yet said it keeps. `made` is this machine's clock, in milliseconds.
 * @typedef {{key: string, made: number, text: string, tap?: {letter: number, n: number},
 *   file?: {name: string, size: number, album?: string}, trouble?: string}} Unsent */

const LONGEST_PAUSE = 10_000;
const ADDRESS = /(https?:\/\/[^\s<>"“”]*[^\s<>"“”.,;:!?)\]])/;
const PHONE = /(\b0\d{3}[. ]?\d{3}[. ]?\d{3}\b)/;
const COMMAND = /(^|\s)(\/[a-z]{2,20})(?![\w/])/;
const LIVE = new RegExp([ADDRESS, PHONE, COMMAND].map((one) => one.source).join("|"), "g");

/** @type {Record<string, string>} */
export const words = JSON.parse(document.getElementById("words").textContent);
export const byTouch = matchMedia("(pointer: coarse)");

/** @param {string} id @returns {DocumentFragment} */
export const blank = (id) => document.getElementById(id).content.cloneNode(true);

/** Unique among all messages of all browsers; randomUUID exists only on https and localhost. @returns {string} */
export function freshKey() {
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
export const pause = (tries) => Math.min(LONGEST_PAUSE, 1000 * 2 ** Math.min(tries, 5)) * (0.75 + Math.random() / 2);

/** @param {string} id of a blank, or "" to take the notice away */
export function notice(id) {
  const place = document.getElementById("notice");
  if (place.dataset.shows === id || signedOut()) return;
  place.dataset.shows = id;
  place.replaceChildren(...(id ? [blank(id)] : []));
}

/** The session has ended: nothing will come any more until the person signs in. */
export const signedOut = () => document.getElementById("notice").dataset.shows === "signed-out";

/** A text stands as parts, one a line. @param {HTMLElement} place @param {string} text
 * @param {(line: string) => Node|string} drawn */
export function fillText(place, text, drawn) {
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
export function living(text) {
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
export function fillPaper(place, file) {
  place.replaceChildren(blank("paper"));
  place.querySelector(".name").textContent = file.name;
  place.querySelector(".size").textContent = sized(file.size);
}
