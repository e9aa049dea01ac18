// The page behind a link of the chat: files go piece by piece, and after a broken line from where they stood.

const PIECE = 2_000_000;
const LONGEST_PAUSE = 15_000;
const form = /** @type {HTMLFormElement} */ (document.querySelector("form.sending"));
const input = /** @type {HTMLInputElement} */ (form.querySelector('input[type="file"]'));
const list = document.querySelector(".pieces");
/** @type {Record<string, string>} */ const words = JSON.parse(document.getElementById("words").textContent);
const home = `${form.getAttribute("action")}/tep`;

/** The same file chosen again has the same key, so that it goes on where it stood. @param {File} file */
function keyOf({ name, size, lastModified }) {
  let sum = 0x811c9dc5;
  for (const letter of name) sum = Math.imul(sum ^ letter.codePointAt(0), 0x01000193) >>> 0;
  return `${sum.toString(16).padStart(8, "0")}-${size}-${lastModified}`;
}

/** @param {string} name */
function line(name) {
  const blank = /** @type {HTMLTemplateElement} */ (document.getElementById("piece"));
  list.append(blank.content.cloneNode(true));
  const shown = list.lastElementChild;
  shown.querySelector(".name").textContent = name;
  return shown;
}

/** @param {Element} shown @param {string} state @param {number} [part] */
function tell(shown, state, part) {
  const bar = shown.querySelector("progress");
  if (part !== undefined) bar.value = Math.floor(part * 100);
  shown.querySelector(".state").textContent = part === undefined || part >= 1 ? state : `${state} ${bar.value} %`;
}

/** One request; status 0 when nothing came back. @param {string} method @param {string} path @param {Blob|null} body
 * @param {(sent: number) => void} told @returns {Promise<{status: number, said: any}>} */
function ask(method, path, body, told) {
  return new Promise((resolve) => {
    const wire = new XMLHttpRequest();
    wire.upload.onprogress = (event) => told(event.loaded);
    wire.onload = () => resolve({ status: wire.status, said: parsed(wire.responseText) });
    wire.onerror = wire.onabort = wire.ontimeout = () => resolve({ status: 0, said: {} });
    wire.open(method, path);
    if (body) wire.setRequestHeader("Content-Type", "application/octet-stream");
    wire.send(body);
  });
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** @param {number} tries */
const rest = (tries) => new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** tries, LONGEST_PAUSE)));

/** @param {File} file @param {string} album */
async function send(file, album) {
  const shown = line(file.name);
  if (!file.size) return tell(shown, words.empty);
  if (file.size > Number(form.dataset.limit)) return tell(shown, words.big);
  const key = keyOf(file);
  const about = new URLSearchParams({ key, name: file.name, size: String(file.size), ...(album && { album }) });
  let { status, said } = await ask("GET", `${home}?key=${key}`, null, () => {});
  for (let tries = 0; ; ) {
    if (said.done) return tell(shown, words.sent, 1);
    if (status === 410) return tell(shown, words.over);
    if (status >= 400 && status < 500 && status !== 409) return tell(shown, said.error || words.failed);
    if (!(status === 200 || status === 409)) {
      tell(shown, words.waiting, shown.querySelector("progress").value / 100);
      await rest(tries++);
      ({ status, said } = await ask("GET", `${home}?key=${key}`, null, () => {}));
      continue;
    }
    if (status === 409) await rest(tries++);
    else tries = 0;
    const from = said.offset;
    const told = (/** @type {number} */ sent) => tell(shown, words.sending, Math.min((from + sent) / file.size, 0.99));
    told(0);
    const piece = file.slice(from, from + PIECE);
    ({ status, said } = await ask("PATCH", `${home}?${about}&offset=${from}`, piece, told));
  }
}

input.multiple = true;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const files = [...input.files];
  const album = files.length > 1 ? crypto.randomUUID?.() ?? String(Date.now()).padStart(16, "0") : "";
  input.value = "";
  for (const file of files) await send(file, album);
});
