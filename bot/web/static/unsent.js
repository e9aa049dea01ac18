// What is not yet sent, kept over a reload; each message under its own name, so two tabs never overwrite.

/** @typedef {import("./tools.js").Unsent} Unsent */

const shelf = (/** @type {string} */ chat) => `dung-han/${chat}/`;

/** @param {string} chat @param {Unsent} message */
export function keep(chat, message) {
  try {
    localStorage.setItem(shelf(chat) + message.key, JSON.stringify(message));
  } catch { /* a full or forbidden storage: the message still lives on this page */ }
}

/** @param {string} chat @param {string} key */
export function forget(chat, key) {
  try {
    localStorage.removeItem(shelf(chat) + key);
  } catch { /* nothing was kept */ }
}

/** @param {string} chat @returns {Unsent[]} oldest first */
export function kept(chat) {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(shelf(chat)));
    return names.map((name) => JSON.parse(localStorage.getItem(name))).sort((a, b) => a.made - b.made);
  } catch {
    return [];
  }
}
