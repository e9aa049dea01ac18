// Writing: the box for words, and files that are chosen, pasted or dropped.

import { byTouch, freshKey } from "./tools.js";

/** @typedef {import("./outgoing.js").Outgoing} Outgoing */

/** @param {HTMLElement} section @param {Outgoing} out */
export function compose(section, out) {
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
  const sendAll = (/** @type {FileList} */ files) => {
    const album = files.length > 1 ? freshKey() : ""; // chosen together: one answer for all of them
    [...files].forEach((file) => out.sendFile(file, album));
  };
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
